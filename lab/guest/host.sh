# shellcheck shell=bash disable=SC2034
# What all jobs have in common: the VFs, an independent look at the host, the agent's JVM; copied beside the job.

java="/jdk/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx48m -Xss256k --enable-native-access=ALL-UNNAMED -jar /share/vfleet-agent.jar"

make_vfs() {
    modprobe igb
    modprobe igbvf
    for netdev in /sys/class/net/*; do ip link set "${netdev##*/}" up; done
    for pf in /sys/bus/pci/devices/*/sriov_numvfs; do echo 4 > "$pf" || exit 1; done
    sleep 2
    pf0=$(ls "$(dirname "$(ls /sys/bus/pci/devices/*/sriov_numvfs | head -n 1)")/net")
    ip link set "$pf0" vf 0 vlan 100 trust on
    ip -d link show "$pf0" > /share/ip-link.txt

    # an independent look, for the host side to compare with
    for vf in /sys/bus/pci/devices/*/virtfn*; do
        pf=$(basename "$(dirname "$vf")")
        bdf=$(basename "$(readlink "$vf")")
        echo "$pf $bdf $(basename "$(readlink "$vf/iommu_group" 2>/dev/null)" 2>/dev/null)"
    done > /share/vfs.txt
}

# the facts of the report that lspci and ip do not tell, as lab/inventory.sh has them
look_around() {
    local pci group table groups='' tables=''
    echo "kernel $(uname -r) $(cat /proc/cmdline)"
    lsmod | awk 'NR > 1 { print "module", $1 }'
    for table in DMAR IORT IVRS; do [ -e /sys/firmware/acpi/tables/$table ] && tables+=" $table"; done
    echo "iommu $(cd /sys/class/iommu 2>/dev/null && shopt -s nullglob && echo *) tables${tables:- } groups $(find /sys/kernel/iommu_groups -mindepth 1 -maxdepth 1 2>/dev/null | wc -l) remapping $(remapping) done $(grep -c IR-IO-APIC.*timer /proc/interrupts)"
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
# each PF with the bridges above it
paths() { for pf in /sys/bus/pci/devices/*/sriov_numvfs; do realpath "${pf%/*}"; done; }
