#!/usr/bin/env bash
# run.sh SCENARIO RESULTS: boots the guest with the machine of scenarios/SCENARIO.conf and runs its job.
# What stands in RESULTS beforehand is the guest's /share; the job leaves its results there too
# (job.out, dmesg, rc). Exit code: the job's.
set -euo pipefail
. "$(dirname "$0")/env.sh"
name=$1 results=$2
[ -f "$LAB/scenarios/$name.conf" ] || { echo "lab: no scenario '$name'; there are: $(cd "$LAB/scenarios" && echo *.conf | sed 's/\.conf//g')" >&2; exit 64; }

JOB=agent.sh MEMORY=2048 IOMMU=intel-iommu,intremap=on,caching-mode=on CMDLINE='' DEVICES=() TIMEOUT=${TIMEOUT:-1800}
# shellcheck source=/dev/null
. "$LAB/scenarios/$name.conf"
mkdir -p "$results"
cp "$LAB/guest/$JOB" "$results/job.sh"
cp "$LAB/guest/host.sh" "$results/"
echo "$name" > "$results/scenario"

# what only saves emulated time; nothing here touches PCI, the IOMMU or hugepages
quick="console=ttyS0 8250.nr_uarts=1 quiet panic=-1 oops=panic random.trust_cpu=on mitigations=off init_on_alloc=0 \
transparent_hugepage=madvise nokaslr no_timer_check audit=0 apparmor=0 cryptomgr.notests nowatchdog rcupdate.rcu_expedited=1 clocksource=hpet"
# shellcheck disable=SC2054  # the commas are QEMU's
args=(-nodefaults -no-user-config -display none -no-reboot -m "$MEMORY" -smp 1
    # -cpu max emulates rep movsb byte by byte: a JVM then takes 20 s to start
    -cpu qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+cx16,+pdpe1gb,+rdrand,+rdtscp,+lahf_lm
    -machine q35,kernel-irqchip=split -accel tcg,thread=multi,tb-size=256
    -kernel "$WORK/out/vmlinuz" -initrd "$WORK/out/initrd.img" -append "$quick $CMDLINE"
    -chardev "file,id=con,path=$results/console.log" -serial chardev:con
    -fsdev "local,id=share,path=$results,security_model=none" -device virtio-9p-pci,fsdev=share,mount_tag=share
    -drive "file=$WORK/out/jdk.ext4,if=none,id=jdk,format=raw,readonly=on" -device virtio-blk-pci,drive=jdk
    # the guest gets no default route: this network ends at this machine's loopback
    -netdev user,id=mg,ipv6=off,dns=10.0.2.254 -device virtio-net-pci,netdev=mg,romfile=)
if [ -n "$IOMMU" ]; then args+=(-device "$IOMMU"); fi
args+=("${DEVICES[@]}")

(qemu "${args[@]}") 2> "$results/qemu.err" &
guest=$!
trap 'kill $guest 2>/dev/null || true' EXIT
# a kernel that hangs in the PCI core does not power off any more
for ((waited = 0, over = 0; waited < TIMEOUT && over < 60; waited++)); do
    kill -0 "$guest" 2>/dev/null || break
    if [ -e "$results/rc" ]; then over=$((over + 1)); fi
    sleep 1
done
if ((over == 60)); then
    echo "lab: $name did not power off" >&2
    kill "$guest"
elif kill -0 "$guest" 2>/dev/null; then echo "lab: $name took more than $TIMEOUT s" >&2; kill "$guest"; fi
wait "$guest" || true
times > "$results/times" # not in a pipe: it tells the children of the shell it runs in
echo "lab: $name ended after $waited s ($(tail -n 1 "$results/times") of processor), exit code $(cat "$results/rc" 2>/dev/null || echo none)" >&2
exit "$(cat "$results/rc" 2>/dev/null || echo 1)"
