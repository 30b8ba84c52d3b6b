# shellcheck shell=bash disable=SC2154
# What doctor says first of the guest, and what its shell and lspci say of the same; sourced by check.sh.

# says_first STATE LINK CHECK PATH: the verdict, its link (- for none), the first finding there, a file that proves it.
# By these the scenarios are told apart.
says_first() {
    local doctor shell
    doctor=$(jq -r --arg path "$4" '
        .verdict as $verdict | [.links[] | select($verdict.link == null or .link == $verdict.link) | .findings[]][0]
        | "\($verdict.state) \($verdict.link // "-") \(.check) \(([.evidence[].path] | map(select(. == $path))[0]) // "\(.evidence)")"
        ' "$share/doctor.json")
    [ "$doctor" = "$*" ] || fail "expected $*, doctor says $doctor"
    shell=$(by_the_shell)
    [ "$shell" = "$3 $4" ] || fail "expected $3 $4, the guest's shell and lspci say $shell"
    passed "$doctor, as the guest's shell and lspci say"
}

# the first link that is not as it could be
by_the_shell() {
    local tables groups pf
    read -r tables groups < <(awk '$1 == "iommu" {
        for (i = 2; i < NF; i++) { if ($i == "tables") tables = $(i + 1); if ($i == "groups") groups = $(i + 1) }
        print tables == "groups" ? "none" : tables, groups }' "$share/found.txt")
    pf=$(merged_pf)
    if [ "$tables" = none ]; then
        echo iommu-off-in-firmware /sys/firmware/acpi/tables
    elif [ "$groups" = 0 ]; then
        echo iommu-off-in-kernel /proc/cmdline
    elif [ -n "$pf" ]; then
        echo vf-not-isolated "/sys/bus/pci/devices/$(failing_port "$pf")/config"
    elif grep -q '^iommu .* done 0' "$share/found.txt"; then
        echo interrupts-not-remapped /proc/interrupts
    else
        awk '$1 == "group" && $3 != "identity:" { print "iommu-not-passthrough /sys/bus/pci/devices/" $4 "/iommu_group/type"; exit }' "$share/found.txt"
    fi
}

# the first PF that has a VF in one group with anything but bridges
merged_pf() {
    awk '
        /PCI bridge/ { bridge[$1] }
        $1 == "group" { others = 0; for (i = 4; i <= NF; i++) others += !($i in bridge); for (i = 4; i <= NF; i++) company[$i] = others }
        $2 ~ /^virtfn/ && company[$3] > 1 { print $1 }' "$share/lspci-verbose.txt" "$share/found.txt" | sort | head -n 1
}
# failing_port PF: the nearest root or downstream port above it that lacks ACS, or has not all on that it could
failing_port() {
    local port capability control
    for port in $(grep "/$1\$" "$share/paths.txt" | tr / '\n' | grep '^[0-9a-f]*:[0-9a-f][0-9a-f]:' | grep -v "$1" | tac); do
        awk -v port="$port" '/^[0-9a-f]/ { slot = $1 } slot == port && /Express.* (Root|Downstream) Port/ { found = 1 } END { exit !found }' \
            "$share/lspci-verbose.txt" || continue
        read -r capability control < <(awk -f lab/lspci.awk "$share/lspci-verbose.txt" | sed -n "s/^$port acs //p")
        # SV, RR, CR, UF
        if [ "$capability" = none ] || ((capability & 0x1d & ~control)); then
            echo "$port"
            return
        fi
    done
}

# judge_by_doctor STATE LINK CHECK PATH: a guest without server and agent; doctor ends with the exit code of its verdict
judge_by_doctor() {
    declare -A codes=([OK]=0 [WARN]=1 [BROKEN]=2 [UNKNOWN]=3)
    boot
    ended
    [ "$(cat "$share/doctor.code")" = "${codes[$1]}" ] || fail "doctor ended with $(cat "$share/doctor.code"), not as $1"
    says_first "$@"
}
