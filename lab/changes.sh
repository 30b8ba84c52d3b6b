# shellcheck shell=bash disable=SC2154
# What people and kernels do beside the agent, seen in the reports that reach the server; sourced by check.sh.

first=/sys/bus/pci/devices/0000:01:00.0
pf1='.physicalFunctions[] | select(.address == "0000:01:00.0")'

report_has() { api "nodes/$node/report" -o "$work/report.json" && jq -e "$1" "$work/report.json" > /dev/null; }
# seen WHAT JQ-CONDITION COMMAND: the command is run in the guest; the report must come to say so. The agent rests four
# times as long as a collect took, and an emulated processor that is shared takes long: the time is told, and held to
# three minutes only.
seen() {
    local what=$1 condition=$2 command=$3 until
    report_has "$condition" && fail "$what: the report says so before it is done"
    guest "$command" || fail "$what: the guest said $(cat "$asked.out")"
    until=$((SECONDS + 180))
    until report_has "$condition"; do
        [ $SECONDS -lt $until ] || fail "$what: not in the report after three minutes: $(jq -c "$pf1" "$work/report.json")"
        sleep 0.2
    done
    passed "$what: in the report $(bc <<< "scale=1; ($(date +%s%N) - $(date -r "$asked.code" +%s%N)) / 1000000000") s after it was done"
}

see_changes() {
    jq -e '[.hugepages[] | select(has("numaNode") | not) | "\(.sizeKiB) \(.total)"] | sort == ["1048576 1", "2048 16"]' "$work/report.json" > /dev/null ||
        fail "hugepages of 2 MiB and 1 GiB were asked for, the report has $(jq -c .hugepages "$work/report.json")"
    seen "numvfs 4 -> 3" "$pf1 | .sriov.numVfs == 3 and (.virtualFunctions | length) == 3" \
        "echo 0 > $first/sriov_numvfs && echo 3 > $first/sriov_numvfs"
    seen "VF 1 bound to vfio-pci" "$pf1 | .virtualFunctions[1] | .driver == \"vfio-pci\" and .driverOverride == \"vfio-pci\"" \
        "modprobe vfio-pci && rebind $first/virtfn1 vfio-pci"
    seen "VF 1 bound to igbvf" "$pf1 | .virtualFunctions[1] | .driver == \"igbvf\" and .driverOverride == null" \
        "rebind $first/virtfn1 ''"
    seen "8 hugepages less" '.hugepages[] | select(.sizeKiB == 2048 and has("numaNode")) | .total == 8' \
        "echo 8 > /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"
    seen "an RDMA device on VF 0" '[.. | .rdmaDevices? | select(. != null) | .[].name] | index("rxe0") != null' \
        "modprobe rdma_rxe && ip link set \$(ls $first/virtfn0/net) up && rdma link add rxe0 type rxe netdev \$(ls $first/virtfn0/net)"
    seen "the RDMA device gone" '[.. | .rdmaDevices? | select(. != null) | .[].name] | index("rxe0") == null' \
        "rdma link delete rxe0"
    seen "link down" "$pf1 | .netdevs[0].operState == \"down\"" "ip link set \$(ls $first/net) down"
    seen "link up" "$pf1 | .netdevs[0].operState == \"up\"" "ip link set \$(ls $first/net) up"
    see_what_is_asked_for
    unplug
    unplug_with_vfs
}

# what nobody looks at every two seconds
see_what_is_asked_for() {
    local group
    guest "ip link set \$(ls $first/net) vf 0 vlan 77 trust off && ip link set \$(ls $first/net) vf 2 trust on
        ip netns add tenant; ip link set \$(ls $first/virtfn1/net) netns tenant; ip addr add 192.0.2.1/24 dev \$(ls $first/virtfn0/net)
        rebind $first/virtfn2 vfio-pci" || fail "the guest said $(cat "$asked.out")"
    group=$(guest "basename \$(readlink $first/virtfn2/iommu_group)")
    guest "sleep 9999 <> /dev/vfio/$group > /dev/null 2>&1 & holder=\$!"
    ask '{"kind": "RECHECK", "node": "lab-guest", "reason": "lab"}'
    within 300 over || fail "the recheck did not end"
    within 60 report_has "$pf1 | .virtualFunctions | (.[0].admin | .vlan == 77 and .trust == false) and .[2].admin.trust" ||
        fail "VLAN and trust are not in the report after a recheck: $(jq -c "$pf1 | [.virtualFunctions[].admin]" "$work/report.json")"
    within 60 report_has "$pf1 | [.virtualFunctions[] | .inUse and (.holders | length) == 1] | all" ||
        fail "namespace, address and open file are not in the report: $(jq -c "$pf1 | [.virtualFunctions[].holders]" "$work/report.json")"
    passed "after a recheck: VLAN 77, trust, held by $(jq -r "[$pf1 | .virtualFunctions[].holders[].kind] | join(\", \")" "$work/report.json")"
    guest "kill \$holder; ip netns del tenant; ip addr flush dev \$(ls $first/virtfn0/net)"
}

# a PF that leaves while it is read, and comes back
unplug() {
    guest "echo 0 > $sysfs/sriov_numvfs; collect_often & collecting=\$!
        collected 1; echo 1 > $sysfs/remove; collected 3; kill \$collecting; wait \$collecting
        ! grep -qv '^0 ' /share/collected.txt" ||
        fail "agents that collected while the PF left: $(sort "$share/collected.txt" | uniq -c)"
    within 120 report_has '[.physicalFunctions[].address] == ["0000:01:00.0"]' || fail "the PF that left is still in the report"
    guest "echo 1 > /sys/bus/pci/rescan"
    within 120 report_has '[.physicalFunctions[].address] == ["0000:01:00.0", "0000:02:00.0"]' || fail "the PF that came back is not in the report"
    passed "a PF left and came back while $(wc -l < "$share/collected.txt") agents collected: each ended with a report"
}

# kernels exist that hang here for good (commit 05703271c3cd): the agent must not hang with them
unplug_with_vfs() {
    local since
    guest "echo 3 > $sysfs/sriov_numvfs"
    within 120 report_has '[.physicalFunctions[].sriov.numVfs] == [3, 3]' || fail "the VFs of the PF that came back are not in the report"
    guest "(echo 1 > $sysfs/remove; touch /tmp/removed) & for i in \$(seq 60); do [ -e /tmp/removed ] && break; sleep 1; done; true"
    if guest "[ -e /tmp/removed ]"; then
        within 120 report_has '[.physicalFunctions[].address] == ["0000:01:00.0"]' || fail "the PF that left with its VFs is still in the report"
        passed "a PF left with its VFs"
        return
    fi
    guest "cat /proc/[0-9]*/stack 2>/dev/null | head -n 40" >&2
    since=$(date +%s)
    within 120 heard_since "$since" || fail "the kernel hangs in the PCI core, and the agent with it"
    passed "this kernel hangs when a PF leaves with its VFs; the agent goes on"
}
heard_since() { [ "$(date -d "$(api "nodes/$node" | jq -r .lastSeen)" +%s)" -gt "$1" ]; }
