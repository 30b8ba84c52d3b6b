# shellcheck shell=bash disable=SC2154,SC2034
# A server here, the real agent in the guest, and whether they say the same of it; sourced by check.sh.

port=$((20000 + RANDOM % 10000))

api() { # PATH CURL-OPTION...
    local path=$1; shift
    curl -sf -H "Authorization: Bearer $(cat "$work/data/token")" "$@" "http://127.0.0.1:$port/api/v1/$path"
}
ready() { curl -sf "http://127.0.0.1:$port/actuator/health/readiness" > /dev/null; }
enrolled() { node=$(api 'nodes?filter=hostname==lab-guest' | jq -re '.items[0].id'); }
pending() { enrollment=$(api 'enrollments?filter=state==PENDING;hostname==lab-guest' | jq -re '.items[0].id'); }
judged() { api "nodes/$node/chain" -o "$work/chain.json"; }

# guest COMMAND...: what it prints in the guest; its exit code; sets asked, the name of its files in the share
guest() {
    asked=$share/asked/$(date +%s%N)
    printf '%s\n' "$*" > "$asked.new"
    mv "$asked.new" "$asked.sh"
    within 300 test -e "$asked.done" || fail "the guest did not do: $*"
    cat "$asked.out"
    return "$(cat "$asked.code")"
}

conclusions() { jq -S '[.verdict, (.links[] | [.link, .state, ([.findings[] | [.check, .severity, .subject]] | sort)])]' "$1"; }
agrees() { judged && diff <(conclusions "$share/doctor.json") <(conclusions "$work/chain.json") > "$work/chain.diff"; }
# until COMMAND: the doctor looks again, too, as on a slow machine it may have waited for a driver in vain
doctor_until() {
    local try
    for try in 1 2 3 4; do
        guest "\$java doctor -o json > /share/doctor.json; true"
        ! within 30 "$@" || return 0
    done
    return 1
}
# the same code judges the same host here and there; the report may need a moment
same_chain() {
    doctor_until agrees || fail "the doctor in the guest and the server disagree:"$'\n'"$(cat "$work/chain.diff")"
}

findings() { jq -c '[.. | objects | select(.check? and .subject?) | [.check, .subject]] | unique' "$1"; }
knows_of_the_failure() {
    judged && jq -ne --argjson doctor "$(findings "$share/doctor.json")" --argjson server "$(findings "$work/chain.json")" \
        --arg pf "pf $pf" \
        '$doctor - $server == [] and ($server - $doctor | any(.[0] == "vf-write-failed") and all(.[1] == $pf))' > /dev/null
}
# a doctor without the agent's journal does not know which write failed, nor that it brings a PF without VFs in scope
same_chain_and_failure() {
    doctor_until knows_of_the_failure || fail "expected the doctor's findings and vf-write-failed, found $(findings "$work/chain.json")"
}

judge_chain() { # VERDICT-PATTERN
    ./vfleet server --server.port=$port --server.address=127.0.0.1 --vfleet.data-dir="$work/data" > "$work/server.log" 2>&1 &
    server=$!
    within 400 ready || fail "the server did not become ready"
    printf 'export SERVER_PORT=%s TOKEN=%s\n' "$port" "$(cat "$work/data/enrollment-token")" > "$share/env"
    boot
    within 600 pending || fail "the guest's agent did not enroll"
    api "enrollments/$enrollment/approve" -X POST > /dev/null || fail "the enrollment could not be approved"
    within 300 enrolled || fail "the node is not listed"
    within 300 judged || fail "the node was not judged"

    local verdict
    verdict=$(jq -r .verdict.state "$work/chain.json")
    [[ $verdict =~ ^($1)$ ]] || fail "verdict is $verdict, expected $1"
    same_chain
    same_inventory
    diff <(api "nodes/$node/virtual-functions?pageSize=500" | jq -r '.items[] | "\(.pf) \(.address) \(.iommuGroup // "")"' | sort) \
        <(sort "$share/vfs.txt") || fail "the VFs differ from what the guest's own sysfs says"
    jq -e '[.. | .admin? | select(. != null and .vlan == 100 and .trust)] | length == 1' \
        <(api "nodes/$node/report") > /dev/null || fail "VLAN 100 and trust of VF 0 were not read over rtnetlink"
    passed "verdict $verdict, $(wc -l < "$share/vfs.txt") VFs, as the guest's doctor and sysfs say"
}

stop_guest() {
    touch "$share/stop"
    ended
    passed "agent $(grep VmHWM "$share/job.out" | tr -s ' \t' ' ')"
}
