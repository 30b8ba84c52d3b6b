# shellcheck shell=bash
# What .ci/operations and .ci/watch are told in.
# shellcheck disable=SC2154 # work, port, data and pids are its own

title() { echo "${0##*/}: $*" >&2; }
fail() {
    echo "${0##*/}: $*" >&2
    tail -n 20 "$work"/*.log "$data"/logs/*.log >&2 2>/dev/null || true
    exit 1
}
is() { [[ $2 == "$1" ]] || fail "expected $1, got $2 (line ${BASH_LINENO[0]}): ${answer:-}"; }

finish() {
    local pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}

# await SECONDS WHAT COMMAND...: until the command succeeds
await() {
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < until)) || fail "$what: not so in time"
        sleep 0.3
    done
}

base() { echo "http://127.0.0.1:$port/api/v1/$1"; }
token() { cat "$data/token" 2>/dev/null || true; }
get() { curl -sf --max-time 40 -H "Authorization: Bearer $(token)" "$(base "$1")"; }

# post PATH BODY [HEADER...]: sets status and answer
post() {
    local path=$1 body=$2 header headers=()
    shift 2
    for header in "$@"; do headers+=(-H "$header"); done
    answer=$(curl -s --max-time 40 -w '\n%{http_code}' -X POST -H "Authorization: Bearer $(token)" \
        -H 'Content-Type: application/json' "${headers[@]}" -d "$body" "$(base "$path")")
    status=${answer##*$'\n'} answer=${answer%$'\n'*}
}

# request HOST PF COUNT: the body that asks for it
request() { jq -nc --arg node "$1" --arg pf "$2" --argjson n "$3" '{kind: "RESIZE_VFS", node: $node, pf: $pf, numVfs: $n, reason: "test"}'; }
ask() { post operations "$1" "Idempotency-Key: ${2:-$(cat /proc/sys/kernel/random/uuid)}"; }

# resize HOST PF COUNT: asks for it and prints the operation's id
resize() {
    ask "$(request "$1" "$2" "$3")"
    [[ $status == 202 ]] || fail "$1 $2 to $3: $status $answer"
    jq -r .id <<<"$answer"
}

state() { get "operations/$1" | jq -r .state; }
state_is() { [[ $(state "$1") == "$2" ]]; }
is_over() { [[ $(get "operations/$1?wait=5" | jq -r .state) =~ ^(SUCCEEDED|FAILED|ROLLED_BACK|PARTIAL|CONFLICT|REFUSED|EXPIRED|CANCELED)$ ]]; }
over() { await "$2" "$1 is over" is_over "$1"; }
ended() {
    over "$1" "$3"
    state_is "$1" "$2" || fail "expected $2: $(get "operations/$1")"
}
over_or() { await "$3" "$1 is $2" state_is "$1" "$2"; }
under_way() { [[ $(state "$1") =~ ^(LEASED|RUNNING)$ ]]; }

online() { [[ $(get fleet/summary 2>/dev/null | jq -r .nodes.online) == "$1" ]]; }
ready() { curl -sf "http://127.0.0.1:$port/actuator/health/readiness" >/dev/null; }
status_is() { [[ $(get "nodes/$1" | jq -r .status) == "$2" ]]; }
id_of() { get "nodes/$1" | jq -r .id; }
heard_of() { [[ $(get "nodes/$1" | jq -r .lastSeen) > $alone_since ]]; }
# pf_of HOST N: the host's Nth PF that has VFs
pf_of() { get "nodes/$1/physical-functions" | jq -r --argjson n "$2" '[.items[] | select(.numVfs > 0)][$n].address'; }
pf_field() { get "nodes/$1/physical-functions" | jq -r --arg pf "$2" --arg field "$3" '.items[] | select(.address == $pf)[$field]'; }
is_now() { [[ $(pf_field "$2" "$3" numVfs) == "$1" ]]; }
# which host the demo fleet has put into this trouble; its log tells
host_in() {
    local host
    host=$(sed -n "s/.*[ ,]\([^ ,]*\) $1\(,.*\)\?$/\1/p" "$data/logs/fleet.log" | head -n 1)
    [[ -n $host ]] || fail "no host in the demo fleet has the trouble $1"
    echo "$host"
}

# refused_by GATE HOST WORDS [N]: a resize of the host's Nth PF is refused by that gate in such words
refused_by() {
    local pf operation detail
    pf=$(pf_of "$2" "${4:-0}")
    operation=$(resize "$2" "$pf" 1)
    ended "$operation" REFUSED 30
    detail=$(get "operations/$operation" | jq -r --arg gate "$1" '.gates[] | select(.id == $gate and .verdict == "REFUSED").detail')
    [[ $detail =~ $3 ]] || fail "gate $1 of $2 says '$detail'"
}

findings_of() { get "findings?filter=node==$(id_of "$1");check==vf-write-failed"; }
refusal_found() { [[ $(findings_of "$1" | jq '.items | length') == 1 ]]; }
refusal_gone() { [[ $(findings_of "$1" | jq '.items | length') == 0 ]]; }

# An agent of a host that is files only: it may look at them and no more.
a_real_host() {
    local pf=$work/host/sys/bus/pci/devices/0000:81:00.0
    mkdir -p "$pf/net/eth0" "$work/host/proc/sys/kernel/random"
    echo 0x020000 >"$pf/class"
    echo 0x8086 >"$pf/vendor"
    echo 0x1592 >"$pf/device"
    echo 8 >"$pf/sriov_totalvfs"
    echo 0 >"$pf/sriov_numvfs"
    cat /proc/sys/kernel/random/uuid >"$work/host/proc/sys/kernel/random/boot_id"
    ./vfleet agent --server "http://127.0.0.1:$port" --enroll-token "$(cat "$data/enrollment-token")" \
        --root "$work/host" --state "$work/agent" --hostname real-host >"$work/agent.log" 2>&1 &
    agent=$!
    pids+=($agent)
    await 180 "the real host asks to be let in" waits_for_approval
    post "enrollments/$(get 'enrollments?filter=state==PENDING' | jq -r '.items[0].id')/approve" ''
    await 180 "the real host's PF is known" knows_pf
}
waits_for_approval() { [[ $(get 'enrollments?filter=state==PENDING' | jq '.items | length') == 1 ]]; }
knows_pf() { [[ $(pf_field real-host 0000:81:00.0 totalVfs) == 8 ]]; }

# words_of LAUNCHER NAME JAR: into the array NAME, how the launcher runs that jar, less what ties it to the launcher
words_of() {
    local -n words=$2
    local pid word
    pid=$(pgrep -o -P "${!1}" -f "$3")
    words=()
    while IFS= read -r -d '' word; do
        [[ $word == *stop-when-stdin-closes* ]] || words+=("$word")
    done <"/proc/$pid/cmdline"
}

# run_alone NAME WORD...: without a launcher; its pid goes into NAME
run_alone() {
    local -n pid=$1
    alone_since=$(date -u +%FT%TZ)
    "${@:2}" </dev/null >>"$work/$1.log" 2>&1 &
    pid=$!
    pids+=("$pid")
}

stop_up() {
    kill -TERM "$up"
    wait "$up" || fail "./vfleet up ended with $?"
}
