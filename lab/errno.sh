# shellcheck shell=bash disable=SC2154
# Every row of the errno table asked of the guest's kernel; sourced by check.sh.

ask_errno_table() {
    local rows judged
    mkdir -p "$share/errno-table/io/vfleet/simulation"
    cp simulated-fleet/target/test-classes/io/vfleet/simulation/{ErrnoTable,LabKernel,Situation}*.class \
        "$share/errno-table/io/vfleet/simulation/"
    boot
    wait "$guest" || { guest=''; fail "the real kernel answers otherwise:"$'\n'"$(cat "$share/job.out")"; }
    guest=''
    cat "$share/job.out" >&2
    rows=$(sed -n 's/^[0-9]* of \([0-9]*\) rows$/\1/p' "$share/job.out" | sort -u)
    judged=$(grep -cE '^(right|not here) ' "$share/job.out")
    [ "$judged" = "$rows" ] || fail "of $rows rows $judged were judged"
    passed "$(grep -c '^right ' "$share/job.out") rows are as the real kernel answers, $(grep -c '^not here ' "$share/job.out") it cannot be asked"
}
