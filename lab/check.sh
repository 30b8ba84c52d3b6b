#!/usr/bin/env bash
# check.sh [SCENARIO=healthy]: one boot of a real kernel with real SR-IOV; the real agent in the guest pushes to a
# real server here; what the REST API says must agree with the guest's own doctor and with an independent look.
set -euo pipefail
cd "$(dirname "$0")/.."
scenario=${1:-healthy}
# what the machine of each scenario must be judged as
case $scenario in
    healthy) expected='OK|WARN' ;;
    acs-off | no-vtd) expected='BROKEN' ;;
    *) echo "check: unknown scenario '$scenario'" >&2; exit 64 ;;
esac
work=$(mktemp -d) && share=$work/share && mkdir "$share"
port=$((20000 + RANDOM % 20000))
server=
finish() {
    touch "$share/stop"
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" || true; }
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "check: $scenario: $*" >&2
    tail -n 20 "$share/job.out" "$work/server.log" >&2 2>/dev/null || true
    exit 1
}
# within SECONDS COMMAND...: until it succeeds
within() {
    local until=$((SECONDS + $1)); shift
    until "$@"; do [ $SECONDS -lt $until ] || return 1; sleep 1; done
}
api() {
    local path=$1; shift
    curl -sf -H "Authorization: Bearer $(cat "$work/data/token")" "$@" "http://127.0.0.1:$port/api/v1/$path"
}
ready() { curl -sf "http://127.0.0.1:$port/actuator/health/readiness" > /dev/null; }
enrolled() { node=$(api 'nodes?filter=hostname==lab-guest' | jq -re '.items[0].id'); }
pending() { enrollment=$(api 'enrollments?filter=state==PENDING;hostname==lab-guest' | jq -re '.items[0].id'); }
judged() { api "nodes/$node/chain" -o "$work/chain.json"; }

lab/build.sh
./vfleet server --server.port=$port --server.address=127.0.0.1 --vfleet.data-dir="$work/data" > "$work/server.log" 2>&1 &
server=$!
within 120 ready || fail "the server did not become ready"
cp node-agent/target/vfleet-agent.jar "$share/"
printf 'export SERVER_PORT=%s TOKEN=%s\n' "$port" "$(cat "$work/data/enrollment-token")" > "$share/env"
lab/run.sh "$scenario" "$share" &
guest=$!
within 240 pending || fail "the guest's agent did not enroll"
api "enrollments/$enrollment/approve" -X POST > /dev/null || fail "the enrollment could not be approved"
within 60 enrolled || fail "the node is not listed"
within 60 judged || fail "the node was not judged"

verdict=$(jq -r .verdict.state "$work/chain.json")
[[ $verdict =~ ^($expected)$ ]] || fail "verdict is $verdict, expected $expected"
diff <(jq -S '[.verdict, (.links[] | [.link, .state])]' "$share/doctor.json") \
    <(jq -S '[.verdict, (.links[] | [.link, .state])]' "$work/chain.json") || fail "the doctor in the guest and the server disagree"
diff <(api "nodes/$node/virtual-functions?pageSize=500" | jq -r '.items[] | "\(.pf) \(.address) \(.iommuGroup // "")"' | sort) \
    <(sort "$share/vfs.txt") || fail "the VFs differ from what the guest's own sysfs says"
jq -e '[.. | .admin? | select(. != null and .vlan == 100 and .trust)] | length == 1' \
    <(api "nodes/$node/report") > /dev/null || fail "VLAN 100 and trust of VF 0 were not read over rtnetlink"

touch "$share/stop"
wait "$guest" || fail "the guest's job failed"
echo "check: $scenario: verdict $verdict, $(wc -l < "$share/vfs.txt") VFs, agent $(grep VmHWM "$share/job.out" | tr -s ' \t' ' ')" >&2
