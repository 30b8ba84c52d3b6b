# shellcheck shell=bash disable=SC2154
# The agent's inventory beside what lspci, ip, lsmod and find say in the guest, as lines of the same facts; sourced by
# check.sh.

# of the agent's report
reported() {
    jq -r '
        def bit: if . then 1 else 0 end;
        def link: "\(.speed) x\(.width) of \(.maxSpeed) x\(.maxWidth)";
        "kernel \(.host.kernelRelease) \(.host.kernelCommandLine)",
        (.modules[] | "module \(.name)"),
        "iommu \(.iommu.units | join(" ")) tables \(.iommu.acpiTables | join(" ")) groups \(.iommu.groupCount // 0) remapping \(.iommu.interruptRemapping | bit) done \(.iommu.interruptsRemapped | bit)",
        (.iommu.groups[] | "group \(.id) \(.type): \([.members[].address] | join(" "))"),
        "hugepages \([.hugepages[] | select(has("numaNode") | not) | .sizeKiB * .total] | add) kB",
        (.physicalFunctions[] | .address as $pf
            | "\($pf) numVfs \(.sriov.numVfs) offset \(.sriov.offset) stride \(.sriov.stride) vf \(.sriov.vfDeviceId)",
            "\($pf) link \(.pcie.link | link)",
            (.pcie.capability
                | "\($pf) iov \(.initialVfs) \(.totalVfs) \(.numVfs) \(.functionDependencyLink) enable \(.vfEnabled | bit) memory \(.vfMemoryEnabled | bit) hierarchy \(.ariHierarchy | bit) pages \(.supportedPageSizes) \(.systemPageSize) ari \(.ari | bit) aer \(.aer | bit)"),
            (.pcie.capability.totalVfs as $total | .virtualFunctions[0].address as $vf
                | .pcie.vfBars[] | "\($vf) bar \(.index) \(.bytes / $total) prefetchable \(.prefetchable | bit)"),
            "\(.upstream[0].address) forwards ari \(.pcie.ariEnabled | bit)",
            (.upstream[] | "\(.address) buses \(.buses.secondary) \(.buses.subordinate)",
                "\(.address) link \(.link | link)",
                "\(.address) acs \(.acs.capability // "none") \(.acs.control // "none")",
                (.address as $bridge | .windows[]? | "\($bridge) window \(.bytes) prefetchable \(.prefetchable | bit)")),
            (.virtualFunctions[]
                | "\($pf) virtfn\(.index) \(.address)", "\(.address) interrupts \(.interrupts)",
                (.index as $index | .admin | select(.) | "\($pf) admin \($index) \(.mac) \(.vlan // 0) \(.qos // 0) \(.spoofchk | bit) \(.trust | bit) \(.linkState) \(.maxTxRate // 0)"))),
        (.physicalFunctions[] | ., .virtualFunctions[]
            | "\(.address) \(.classCode[:4]) \(.vendorId):\(.deviceId) \(.driver) group \(.iommuGroup // "none")",
            (.address as $function | .netdevs[] | "\($function) \(.name) \(.mac) \(.mtu) \(.operState)"))
    ' "$1" | sort -u
}

# of the guest's tools; lspci decodes config space itself
observed() {
    machine "$1/lspci-machine.txt"
    awk -f lab/lspci.awk "$1/lspci-verbose.txt"
    jq -r '
        def bit: if . then 1 else 0 end;
        .[] | select((.parentdev // "") | test("^[0-9a-f]{4}:")) | .parentdev as $function
            | "\($function) \(.ifname) \(.address) \(.mtu) \(.operstate | ascii_downcase)",
            (.vfinfo_list[]? | "\($function) admin \(.vf) \(.address) \(.vlan_list[0].vlan // 0) \(.vlan_list[0].qos // 0) \(.spoofchk | bit) \(.trust | bit) \(.link_state) \(.rate.max_tx // 0)")
    ' "$1/ip-link.json"
    cat "$1/found.txt"
}
machine() {
    awk -F '\t' '
        function tell() { if (driver ~ /^igb/) print slot, class, vendor ":" device, driver, "group", group }
        /^Slot:/ { tell(); slot = $2; driver = ""; group = "none" }
        /^Class:/ { class = $2 } /^Vendor:/ { vendor = $2 } /^Device:/ { device = $2 }
        /^Driver:/ { driver = $2 } /^IOMMUGroup:/ { group = $2 }
        END { tell() }' "$1"
}

inventory_agrees() {
    api "nodes/$node/report" -o "$work/report.json" &&
        diff <(reported "$work/report.json") <(observed "$share" | sort -u) > "$work/inventory.diff"
}
same_inventory() {
    guest "lspci -Dvmmnk > /share/lspci-machine.txt; lspci -Dvvv > /share/lspci-verbose.txt; ip -j -d link show > /share/ip-link.json
        look_around > /share/found.txt"
    within 120 inventory_agrees || fail "the report (<) and the guest's lspci, ip, lsmod and find (>) disagree:"$'\n'"$(cat "$work/inventory.diff")"
    passed "$(reported "$work/report.json" | wc -l) lines of facts are those of lspci, ip, lsmod and find"
}
