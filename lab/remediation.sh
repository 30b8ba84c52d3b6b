# shellcheck shell=bash disable=SC2154,SC2034
# What a change must not lose, and that it is taken back when nobody confirms it; sourced by check.sh.

# what the guest's own ip says of the first VFs, and the address and MTU of the first one's netdev
settings() { # HOW-MANY
    guest "ip -j -d link show \$(ls $sysfs/net) > /share/vfs.json; cat $sysfs/virtfn0/net/*/address $sysfs/virtfn0/net/*/mtu"
    jq -c --argjson many "$1" '.[0].vfinfo_list[:$many]
        | map({vf, mac: (.mac // .address), vlan: (.vlan_list // [.vlan]), trust, spoofchk, rate: (.rate // .tx_rate)})' "$share/vfs.json"
}
keeps() { # HOW-MANY
    local now
    now=$(settings "$1")
    [ "$now" = "$wanted" ] || fail "the VFs' settings were"$'\n'"$wanted"$'\n'"and are"$'\n'"$now"
    passed "the kernel has MAC, VLAN, QoS, trust, spoof check and MTU of the first $1 VFs as before"
}

do_remediation() {
    resize 0; ends_as SUCCEEDED 0
    resize 4; ends_as SUCCEEDED 4
    guest "pf=\$(ls $sysfs/net)
        ip link set \$pf vf 0 mac 02:00:00:00:00:aa vlan 100 trust on
        ip link set \$pf vf 1 mac 02:00:00:00:00:bb vlan 200 qos 3 spoofchk off
        basename \$(readlink $sysfs/virtfn0) > $sysfs/virtfn0/driver/unbind
        basename \$(readlink $sysfs/virtfn0) > /sys/bus/pci/drivers_probe
        ip link set \$(ls $sysfs/virtfn0/net) mtu 1400"
    wanted=$(settings 2)
    [[ $wanted == *02:00:00:00:00:aa*02:00:00:00:00:bb* ]] || fail "the settings were not made: $wanted"
    resize 7; ends_as SUCCEEDED 7 'any(.steps[]; .name == "restore")'
    keeps 2
    resize 2; ends_as SUCCEEDED 2
    keeps 2
    be_reverted_from_outside
    cut_the_uplink
    resize 0; ends_as SUCCEEDED 0
    settle_without_an_agent
}

# the agent is killed with -9 between the write and its confirmation and not started again before all is as it was
be_reverted_from_outside() {
    local waiting
    guest "while [ ! -e $sysfs/virtfn6 ]; do sleep 0.05; done; kill_agent
        for i in \$(seq 600); do
            [ ! -e $sysfs/virtfn2 ] && [ -e $sysfs/virtfn1 ] && ls /tmp/agent/reverts/*.ended && break
            sleep 0.5
        done
        grep -la vfleet-agent.jar /proc/[0-9]*/cmdline > /share/left.txt; cat /tmp/agent/reverts/log >> /share/agent.log
        cat $sysfs/sriov_numvfs > /share/count.txt
        start_agent" &
    waiting=$!
    resize 7
    wait $waiting
    [ "$(cat "$share/count.txt")" = 2 ] || fail "without an agent there were $(cat "$share/count.txt") VFs, expected 2"
    [ ! -s "$share/left.txt" ] || fail "processes of the agent were left: $(cat "$share/left.txt")"
    ends_as ROLLED_BACK 2 '.before == 2 and .after == 2'
    keeps 2
}

# resizing the PF that carries the connection is refused; overridden and cut off by it, the agent takes it back alone
cut_the_uplink() {
    local waiting up=0000:01:00.0 before=$pf
    pf=$up sysfs=/sys/bus/pci/devices/$up
    resize 6; ends_as REFUSED 4 '.gates[] | select(.id == "G5") | .verdict == "REFUSED"'
    guest "while [ ! -e $sysfs/virtfn5 ]; do sleep 0.05; done; ip link set \$(ls $sysfs/net) down
        for i in \$(seq 600); do [ ! -e $sysfs/virtfn4 ] && [ -e $sysfs/virtfn3 ] && break; sleep 0.5; done
        cat $sysfs/sriov_numvfs > /share/count.txt
        ip link set \$(ls $sysfs/net) up" &
    waiting=$!
    resize 6 G5
    wait $waiting
    [ "$(cat "$share/count.txt")" = 4 ] || fail "cut off there were $(cat "$share/count.txt") VFs, expected 4"
    ends_as ROLLED_BACK 4 '.explanation | contains("The server did not answer within 30 s")'
    pf=$before sysfs=/sys/bus/pci/devices/$before
}

# after all this nobody is left who would take anything back
settle_without_an_agent() {
    guest "sleep 2; ls /tmp/agent/reverts/; grep -la RevertMain /proc/[0-9]*/cmdline; true" > "$work/left.txt"
    grep -vx log "$work/left.txt" && fail "reverts were left: $(cat "$work/left.txt")"
    passed "no revert is left armed"
}
