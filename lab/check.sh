#!/usr/bin/env bash
# check.sh [SCENARIO...]: boots a real kernel with real SR-IOV once per scenario, by default all of them, two at a time.
# healthy, changes, acs-off: the real agent in the guest pushes to a real server here; what the REST API says must agree
# with the guest's own doctor and with an independent look. healthy also has operations done (operations.sh), changes has
# what people and kernels do beside the agent (changes.sh).
# no-vtd, switch, iommu-off, default-cmdline, amd: doctor alone is asked in the guest (doctor.sh), against the same
# independent look.
# errno: the errno table of the simulation's tests is asked of the real kernel.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
# shellcheck source=bin/build.bash
source bin/build.bash

# the long ones first: two run at a time
ALL=(healthy changes errno acs-off no-vtd switch iommu-off default-cmdline amd)
# asked for by name only
LONG=(remediation)
(($# > 0)) || set -- "${ALL[@]}"
for scenario; do
    [[ " ${ALL[*]} ${LONG[*]} " == *" $scenario "* ]] || { say "lab: unknown scenario '$scenario'; there are: ${ALL[*]} ${LONG[*]}"; exit 64; }
done
lab/build.sh
build_all
if (($# > 1)); then
    printf '%s\n' "$@" | xargs -n 1 -P 2 lab/check.sh || exit 1
    exit
fi

scenario=$1 began=$SECONDS
work=$(mktemp -d) && share=$work/share && mkdir -p "$share/asked"
server='' guest=''
finish() {
    touch "$share/stop"
    for process in $server $guest; do
        kill "$process" 2>/dev/null || true
        wait "$process" || true
    done
    rm -rf "$work"
}
trap finish EXIT

fail() {
    say "lab: $scenario: $*"
    tail -n 20 "$share"/{job.out,agent.log} "$work/server.log" >&2 2>/dev/null || true
    exit 1
}
passed() { say "lab: $scenario: $((SECONDS - began)) s: $*"; }
# within SECONDS COMMAND...: until it succeeds; an emulated machine is slow where others work, too
within() {
    local until=$((SECONDS + $1)); shift
    until "$@"; do [ $SECONDS -lt $until ] || return 1; sleep 0.5; done
}
boot() {
    cp node-agent/target/vfleet-agent.jar "$share/"
    lab/run.sh "$scenario" "$share" &
    guest=$!
}
ended() {
    wait "$guest" || { guest=''; fail "the guest's job failed"; }
    guest=''
}

# shellcheck source=lab/errno.sh
source lab/errno.sh
# shellcheck source=lab/inventory.sh
source lab/inventory.sh
# shellcheck source=lab/chain.sh
source lab/chain.sh
# shellcheck source=lab/doctor.sh
source lab/doctor.sh
# shellcheck source=lab/operations.sh
source lab/operations.sh
# shellcheck source=lab/remediation.sh
source lab/remediation.sh
# shellcheck source=lab/changes.sh
source lab/changes.sh

case $scenario in
    errno) ask_errno_table ;;
    healthy)
        judge_chain 'OK|WARN'
        do_operations
        stop_guest
        ;;
    remediation)
        judge_chain 'OK|WARN'
        do_remediation
        stop_guest
        ;;
    changes)
        judge_chain 'OK|WARN'
        see_changes
        stop_guest
        ;;
    acs-off)
        judge_chain BROKEN
        guest "paths > /share/paths.txt"
        says_first BROKEN firmware vf-not-isolated /sys/bus/pci/devices/0000:00:04.0/config
        refuse_operation
        stop_guest
        ;;
    no-vtd) judge_by_doctor BROKEN firmware iommu-off-in-firmware /sys/firmware/acpi/tables ;;
    switch) judge_by_doctor BROKEN firmware vf-not-isolated /sys/bus/pci/devices/0000:02:00.0/config ;;
    iommu-off) judge_by_doctor BROKEN kernel iommu-off-in-kernel /proc/cmdline ;;
    default-cmdline) judge_by_doctor OK - iommu-not-passthrough /sys/bus/pci/devices/0000:01:00.0/iommu_group/type ;;
    amd) judge_by_doctor OK - interrupts-not-remapped /proc/interrupts ;;
esac
