# shellcheck shell=bash disable=SC2154
# The agent's inventory beside what lspci, ip and find say in the guest, as lines of the same facts; sourced by check.sh.

# of the agent's report
reported() {
    jq -r '
        def bit: if . then 1 else 0 end;
        (.physicalFunctions[] | .address as $pf
            | "\($pf) numVfs \(.sriov.numVfs) offset \(.sriov.offset) stride \(.sriov.stride) vf \(.sriov.vfDeviceId)",
            (.upstream[] | "\(.address) acs \(.acs.capability // "none") \(.acs.control // "none")"),
            (.virtualFunctions[]
                | "\($pf) virtfn\(.index) \(.address)",
                (.index as $index | .admin | select(.) | "\($pf) admin \($index) \(.mac) \(.vlan // 0) \(.qos // 0) \(.spoofchk | bit) \(.trust | bit) \(.linkState) \(.maxTxRate // 0)"))),
        (.physicalFunctions[] | ., .virtualFunctions[]
            | "\(.address) \(.classCode[:4]) \(.vendorId):\(.deviceId) \(.driver) group \(.iommuGroup // "none")",
            (.address as $function | .netdevs[] | "\($function) \(.name) \(.mac) \(.mtu) \(.operState)"))
    ' "$1" | sort -u
}

# of the guest's tools; lspci decodes config space itself
observed() {
    awk -F '\t' '
        function tell() { if (driver ~ /^igb/) print slot, class, vendor ":" device, driver, "group", group }
        /^Slot:/ { tell(); slot = $2; driver = ""; group = "none" }
        /^Class:/ { class = $2 } /^Vendor:/ { vendor = $2 } /^Device:/ { device = $2 }
        /^Driver:/ { driver = $2 } /^IOMMUGroup:/ { group = $2 }
        END { tell() }' "$1/lspci-machine.txt"
    awk '
        function bits(line,   i, bit, sum) {
            bit = 1
            sum = 0
            for (i = 2; i <= NF; i++) { if ($i ~ /\+$/) sum += bit; bit *= 2 }
            return sum
        }
        function tell() { if (bridge) print slot, "acs", capability, control }
        /^[0-9a-f]/ { tell(); slot = $1; bridge = /PCI bridge/; capability = control = "none" }
        /ACSCap:/ { capability = bits($0) }
        /ACSCtl:/ { control = bits($0) }
        /Number of VFs:/ { sub(/.*Number of VFs: /, ""); vfs = $0 + 0 }
        /VF offset:/ { gsub(",", ""); print slot, "numVfs", vfs, "offset", $3, "stride", $5, "vf", $8 }
        END { tell() }' "$1/lspci-verbose.txt"
    jq -r '
        def bit: if . then 1 else 0 end;
        .[] | select((.parentdev // "") | test("^[0-9a-f]{4}:")) | .parentdev as $function
            | "\($function) \(.ifname) \(.address) \(.mtu) \(.operstate | ascii_downcase)",
            (.vfinfo_list[]? | "\($function) admin \(.vf) \(.address) \(.vlan_list[0].vlan // 0) \(.vlan_list[0].qos // 0) \(.spoofchk | bit) \(.trust | bit) \(.link_state) \(.rate.max_tx // 0)")
    ' "$1/ip-link.json"
    sed 's|^/sys/bus/pci/devices/||; s|/| |' "$1/virtfn.txt"
}

inventory_agrees() {
    api "nodes/$node/report" -o "$work/report.json" &&
        diff <(reported "$work/report.json") <(observed "$share" | sort -u) > "$work/inventory.diff"
}
same_inventory() {
    guest "lspci -Dvmmnk > /share/lspci-machine.txt; lspci -Dvvv > /share/lspci-verbose.txt; ip -j -d link show > /share/ip-link.json
        for vf in \$(find /sys/bus/pci/devices/*/ -maxdepth 1 -name 'virtfn*'); do echo \"\${vf//\/\//\/} \$(basename \$(readlink \$vf))\"; done > /share/virtfn.txt"
    within 120 inventory_agrees || fail "the report (<) and the guest's lspci, ip and find (>) disagree:"$'\n'"$(cat "$work/inventory.diff")"
    passed "$(reported "$work/report.json" | wc -l) lines of facts are those of lspci, ip and find"
}
