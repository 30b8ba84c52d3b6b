# shellcheck shell=bash
# Four VFs on each PF, then the real agent, and what the host side asks for until it says stop.
# /share/env sets SERVER_PORT (on the host's loopback) and TOKEN.
set -u
modprobe igb
modprobe igbvf
for netdev in /sys/class/net/*; do ip link set "${netdev##*/}" up; done
for pf in /sys/bus/pci/devices/*/sriov_numvfs; do echo 4 > "$pf" || exit 1; done
sleep 2
pf0=$(ls /sys/bus/pci/devices/0000:01:00.0/net)
ip link set "$pf0" vf 0 vlan 100 trust on
ip -d link show "$pf0" > /share/ip-link.txt

# an independent look, for the host side to compare with
for vf in /sys/bus/pci/devices/*/virtfn*; do
    pf=$(basename "$(dirname "$vf")")
    bdf=$(basename "$(readlink "$vf")")
    echo "$pf $bdf $(basename "$(readlink "$vf/iommu_group" 2>/dev/null)" 2>/dev/null)"
done > /share/vfs.txt

# the facts of the report that lspci and ip do not tell, as lab/inventory.sh has them
look_around() {
    local pci group table groups='' tables=''
    echo "kernel $(uname -r) $(cat /proc/cmdline)"
    lsmod | awk 'NR > 1 { print "module", $1 }'
    for table in DMAR IORT IVRS; do [ -e /sys/firmware/acpi/tables/$table ] && tables+=" $table"; done
    echo "iommu $(cd /sys/class/iommu 2>/dev/null && shopt -s nullglob && echo *) tables${tables:- } groups $(find /sys/kernel/iommu_groups -mindepth 1 -maxdepth 1 2>/dev/null | wc -l) remapping $(remapping)"
    for pci in /sys/bus/pci/drivers/igb*/0000:*; do
        [ -e "$pci/iommu_group" ] && groups+=$(basename "$(readlink "$pci/iommu_group")")$'\n'
    done
    for group in $(printf %s "$groups" | sort -nu); do
        echo "group $group $(cat "/sys/kernel/iommu_groups/$group/type"): $(cd "/sys/kernel/iommu_groups/$group/devices" && echo *)"
    done
    awk '/^Hugetlb:/ { print "hugepages", $2, "kB" }' /proc/meminfo
    find /sys/bus/pci/devices/*/ -maxdepth 1 -name 'virtfn*' | while read -r pci; do
        echo "$(basename "$(dirname "$pci")") $(basename "$pci") $(basename "$(readlink "$pci")")"
    done
}
remapping() { od -An -tu1 -j37 -N1 /sys/firmware/acpi/tables/DMAR 2>/dev/null | awk '{ print $1 % 2 }' | grep . || echo 0; }

management=$(for d in /sys/class/net/*; do [ "$(basename "$(readlink "$d/device/driver")" 2>/dev/null)" = virtio_net ] && basename "$d"; done)
ip addr add 10.0.2.15/24 dev "$management"
ip link set "$management" up
# the agent speaks plain http to loopback only; 10.0.2.2 is the loopback of the machine that runs QEMU
socat "TCP-LISTEN:$SERVER_PORT,bind=127.0.0.1,fork,reuseaddr" "TCP:10.0.2.2:$SERVER_PORT" &

mkdir -p /etc/vfleet /var/run
printf 'mode: remediate\noverridable: [G12]\n' > /etc/vfleet/policy.yaml

java="/jdk/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx48m -Xss256k --enable-native-access=ALL-UNNAMED -jar /share/vfleet-agent.jar"
start_agent() {
    $java agent --server "http://127.0.0.1:$SERVER_PORT" --enroll-token "$TOKEN" --state /tmp/agent --hostname lab-guest >> /share/agent.log 2>&1 &
    agent=$!
}
# kill -9 of the agent alone: what it has begun goes on without it
kill_agent() {
    kill -9 $agent
    wait $agent
}

# rebind FUNCTION DRIVER: to the driver, or to the one that fits for ''
rebind() {
    local address
    address=$(basename "$(readlink "$1")")
    echo "$2" > "$1/driver_override"
    echo "$address" > "$1/driver/unbind"
    echo "$address" > /sys/bus/pci/drivers_probe
    [ -e "$1/driver" ]
}
# one collect after the other; exit codes and sizes of what they print
collect_often() {
    while true; do
        $java collect > /tmp/collected.json 2>&1
        echo "$? $(grep -c '"address"' /tmp/collected.json)"
    done > /share/collected.txt
}
# collected COUNT: until so many have ended
collected() { until [ "$(wc -l < /share/collected.txt)" -ge "$1" ]; do sleep 0.2; done; }

start_agent
while [ ! -e /share/stop ]; do
    for asked in /share/asked/*.sh; do
        [ -e "$asked" ] || continue
        # not in a shell of its own: the agent is this shell's child
        . "$asked" > "${asked%.sh}.out" 2>&1
        echo $? > "${asked%.sh}.code"
        mv "$asked" "${asked%.sh}.done"
    done
    kill -0 $agent || exit 1
    sleep 0.5
done
grep -E 'VmRSS|VmHWM' /proc/$agent/status
kill $agent
wait $agent
# 143: ended by our own SIGTERM
[ $? = 143 ]
