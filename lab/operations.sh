# shellcheck shell=bash disable=SC2154
# Operations asked over the REST API and done by the real agent on the guest's kernel; sourced by check.sh.

pf=0000:02:00.0
sysfs=/sys/bus/pci/devices/$pf

count() { guest cat $sysfs/sriov_numvfs; }

post() { # REQUEST-JSON: sets status
    status=$(curl -s -o "$work/answer.json" -w '%{http_code}' -H "Authorization: Bearer $(cat "$work/data/token")" \
        -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s%N)" -d "$1" "http://127.0.0.1:$port/api/v1/operations")
}
resize() { # NUMVFS [GATE]: sets operation
    local request
    request=$(jq -nc --arg pf $pf --argjson numVfs "$1" --arg gate "${2:-}" \
        '{kind: "RESIZE_VFS", node: "lab-guest", $pf, $numVfs, reason: "lab"} + if $gate == "" then {} else {override: [{$gate, reason: "lab"}]} end')
    ask "$request"
}
ask() {
    post "$1"
    [ "$status" = 202 ] || fail "$1 was answered $status: $(cat "$work/answer.json")"
    operation=$(jq -r .id "$work/answer.json")
}
over() {
    api "operations/$operation?wait=10" -o "$work/operation.json" &&
        jq -e '.state | IN("SUCCEEDED", "FAILED", "ROLLED_BACK", "PARTIAL", "CONFLICT", "REFUSED", "EXPIRED", "CANCELED")' "$work/operation.json" > /dev/null
}
# ends STATE COUNT [JQ-CONDITION]: the operation in hand, what the guest's kernel has then, and the chain
ends() {
    ends_as "$@"
    case $1 in
        FAILED | ROLLED_BACK) same_chain_and_failure ;;
        *) same_chain ;;
    esac
}
ends_as() { # the same without the chain
    local state=$1 now=$2 condition=${3:-true} numvfs
    within 300 over || fail "the operation did not end: $(cat "$work/operation.json")"
    jq -e --arg state "$state" ".state == \$state and ($condition)" "$work/operation.json" > /dev/null ||
        fail "expected $state and $condition, found $(jq . "$work/operation.json")"
    numvfs=$(count)
    [ "$numvfs" = "$now" ] || fail "the guest's kernel has $numvfs VFs, expected $now"
    passed "$(jq -r '"\(.kind) \(.before // "") -> \(.numVfs // "") \(.state): \(.explanation // "")"' "$work/operation.json")"
}

do_operations() {
    ask '{"kind": "RECHECK", "node": "lab-guest", "reason": "lab"}'; ends SUCCEEDED 4
    resize 6; ends SUCCEEDED 6 '.before == 4 and .after == 6'
    refuse_too_many
    respect_holders
    resize 0; ends SUCCEEDED 0 '.before == 6 and .after == 0'
    resize 8 G12; ends FAILED 0 '.error.errno == "ERANGE" and .error.value == "8" and (.explanation | contains("above sriov_totalvfs"))'
    miss_the_driver
    resize 4; ends SUCCEEDED 4 '.before == 0 and .after == 4'
    resize 8 G12; ends ROLLED_BACK 4 '.error.errno == "ERANGE"'
    die_before_the_second_write
    die_during_the_write
}

refuse_too_many() {
    post "{\"kind\": \"RESIZE_VFS\", \"node\": \"lab-guest\", \"pf\": \"$pf\", \"numVfs\": 8, \"reason\": \"lab\"}"
    jq -e '.field == "numVfs" and .limit == 7' "$work/answer.json" > /dev/null && [ "$status" = 422 ] ||
        fail "8 VFs of 7 were answered $status: $(cat "$work/answer.json")"
    passed "8 VFs are 422: $(jq -r .detail "$work/answer.json")"
}

# a container's VF, one with an address, one a virtual machine holds: all are named
respect_holders() {
    local group holder
    guest "modprobe vfio-pci; ip netns add tenant
        ip link set \$(ls $sysfs/virtfn1/net) netns tenant
        ip addr add 192.0.2.1/24 dev \$(ls $sysfs/virtfn2/net)
        echo vfio-pci > $sysfs/virtfn3/driver_override
        basename \$(readlink $sysfs/virtfn3) > $sysfs/virtfn3/driver/unbind
        basename \$(readlink $sysfs/virtfn3) > /sys/bus/pci/drivers_probe"
    group=$(guest "basename \$(readlink $sysfs/virtfn3/iommu_group)")
    holder=$(guest "sleep 9999 <> /dev/vfio/$group > /dev/null 2>&1 & holder=\$!; echo \$holder")
    resize 2; ends REFUSED 6 "(.gates[] | select(.id == \"G7\") | .verdict == \"REFUSED\" and (.detail
        | contains(\"VF 1 (\") and contains(\"netdev in another namespace\")
        and contains(\"VF 2 (\") and contains(\"has the address 192.0.2.1\")
        and contains(\"VF 3 (\") and contains(\"by sleep (pid $holder) through /dev/vfio/$group\")))"
    guest "kill \$holder; ip netns del tenant; ip addr flush dev \$(ls $sysfs/virtfn2/net)"
}

miss_the_driver() {
    guest "echo $pf > $sysfs/driver/unbind"
    resize 2; ends FAILED 0 '.error.errno == "ENOENT" and .explanation == "No driver is bound to the PF. Nothing was changed."'
    guest "echo $pf > /sys/bus/pci/drivers/igb/bind; ip link set \$(ls $sysfs/net) up"
}

# die_when CONDITION NUMVFS WRITES: the agent is killed in the midst; what the kernel was asked is watched from outside
die_when() {
    local waiting
    guest "inotifywait -q -m -e modify $sysfs/sriov_numvfs > /share/writes.log 2>&1 & watcher=\$!; sleep 2"
    # what it had begun ends without it; the next agent finds the kernel at rest
    guest "while ! $1; do sleep 0.05; done; kill_agent
        while grep -qa 'Write[C]hild' /proc/[0-9]*/cmdline 2>/dev/null; do sleep 0.1; done; start_agent" &
    waiting=$!
    resize "$2"
    wait $waiting
}
written() { # TIMES
    guest "kill \$watcher"
    [ "$(grep -c MODIFY "$share/writes.log")" = "$1" ] || fail "expected $1 writes, found $(cat "$share/writes.log")"
}

die_before_the_second_write() {
    die_when "[ ! -e $sysfs/virtfn0 ]" 7
    ends_as ROLLED_BACK 4 '.before == 4 and .after == 4 and (.explanation | contains("The agent was ended in the midst"))'
    written 2
}
die_during_the_write() {
    die_when "[ -e $sysfs/virtfn4 ]" 5
    ends SUCCEEDED 5 '.before == 4 and .after == 5 and (.explanation | contains("The agent was ended meanwhile"))'
    written 2
}

# without a policy file of root's own nothing is written
refuse_operation() {
    local before
    before=$(count)
    guest "chmod 666 /etc/vfleet/policy.yaml"
    resize 2; ends_as REFUSED "$before" '.explanation | contains("is not root'"'"'s alone to write")'
    guest "rm /etc/vfleet/policy.yaml"
    resize 2; ends_as REFUSED "$before" '.explanation | contains("there is no /etc/vfleet/policy.yaml")'
}
