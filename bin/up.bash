# shellcheck shell=bash
# ./vfleet up: a server with its PostgreSQL and a demo fleet that live and end with this process.
# shellcheck disable=SC2154 # here, server_flags, server_command, tls_options and JAVA_HOME are the launcher's

fleet_flags=(-XX:+UseSerialGC -Xmx160m -Xss256k -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED
    -Dsun.net.http.retryPost=false)

up() {
    nodes=200 port=8080 bind=127.0.0.1 data=./.vfleet tls_cert='' tls_key=''
    local given=("$@")
    while (($# > 0)); do
        [[ $1 == --*=* ]] && set -- "${1%%=*}" "${1#*=}" "${@:2}"
        [[ $1 =~ ^--(nodes|port|bind|data|tls-cert|tls-key)$ ]] || misused "up does not know $1"
        (($# > 1)) || misused "$1 wants a value"
        local name=${1#--}
        printf -v "${name/-/_}" %s "$2"
        shift 2
    done
    check_arguments
    heed_interrupts
    hold_data_directory
    check_machine
    build_all
    server_jar=$(settled server/target/vfleet-server.jar)
    fleet_jar=$(settled simulated-fleet/target/vfleet-simulated-fleet.jar)
    run
}

check_arguments() {
    [[ $nodes =~ ^(0|[1-9][0-9]{0,5})$ ]] || misused "--nodes wants a number, not '$nodes'"
    [[ $port =~ ^[1-9][0-9]{0,4}$ ]] && ((port <= 65535)) || misused "--port wants 1 to 65535, not '$port'"
    given_certificate "$tls_cert" "$tls_key"
    url=http://$(url_host):$port
    [[ -z $tls_cert && $bind =~ ^(localhost|127(\.[0-9]+){3}|::1)$ ]] || speak_tls
}

# the name by which others reach it; of "everywhere", its first address
url_host() {
    local host=$bind
    [[ $host != 0.0.0.0 && $host != :: ]] || read -r host _ < <(hostname -I) || die "--bind $bind: this machine has no address that others could reach"
    if [[ $host == *:* ]]; then echo "[$host]"; else echo "$host"; fi
}

speak_tls() {
    url=https${url#http}
    ((${#tls_options[@]} > 0)) || tls_options=(--vfleet.tls.enabled=true)
    command -v curl >/dev/null || die "curl is missing, the server is watched with it over TLS: install it or stay on loopback"
}

# a background job of a script ignores Ctrl-C from birth, and bash cannot undo that
heed_interrupts() {
    local ignored
    ignored=$(awk '$1 == "SigIgn:" { print $2 }' "/proc/$$/status")
    if ((16#$ignored & 2)) && env --default-signal=INT true 2>/dev/null; then
        exec env --default-signal=INT "$here/vfleet" up "${given[@]}"
    fi
}

# The server inherits the lock: after a killed launcher it holds it until it is gone itself.
hold_data_directory() {
    [[ -d $data ]] || mkdir -p -m 711 "$data" 2>/dev/null || true
    if ! mkdir -p -m 700 "$data/logs" 2>/dev/null || [[ ! -w $data ]]; then
        die "the data directory $data cannot be written: choose another one with --data DIR"
    fi
    data=$(cd "$data" && pwd)
    chain=${tls_cert:-$data/tls/ca.pem}
    exec 9>>"$data/lock"
    flock -n 9 || outlived_by_server || die "the data directory $data is in use by process $(cat "$data/lock"): stop it or choose another one with --data DIR"
    echo $$ >"$data/lock"
}

# the launcher that held it was killed, its server is on the way out
outlived_by_server() {
    alive "$(cat "$data/lock")" && return 1
    say "vfleet: waiting for the server of a killed launcher to end"
    flock -w 60 9
}

check_machine() {
    local files free
    ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true
    files=$(ulimit -Sn)
    [[ $files == unlimited ]] || ((files >= 1024)) ||
        die "only $files files may be open at once here and vfleet wants 1024: raise the limit (ulimit -n 4096, or /etc/security/limits.conf)"
    free=$(df -Pk "$data" | awk 'NR == 2 { print $4 }')
    ((free >= 500 * 1024)) ||
        die "only $((free / 1024)) MB are free below $data and vfleet wants 500: free some space or choose another directory with --data DIR"
    if (exec 3<>"/dev/tcp/$bind/$port") 2>/dev/null; then
        die "port $port on $bind is taken: stop what listens there or choose another one with --port P"
    fi
}

run() {
    server='' fleet='' training=''
    trap 'stop; exit 0' INT TERM
    # The life line: only the launcher holds the writing end, so that its end, kill -9 included, is
    # end of file for the JVMs.
    local pipe=$data/life-line
    rm -f "$pipe"
    mkfifo -m 600 "$pipe"
    exec 8<>"$pipe" 6<"$pipe"
    rm -f "$pipe"
    start_server
    ((nodes == 0)) || start_fleet
    train
    announce
    while all_alive; do
        # the short wait covers an end that happened just before it
        sleep 5 6<&- 8>&- 9>&- &
        wait -n || true
    done
    ended
}

start_server() {
    server_command "$server_jar"
    rotate server
    # without TLS the server is for this machine's own people, so word may go to this machine
    local word=(--vfleet.notifications.public-url="$url")
    [[ $url == https:* ]] || word+=(--vfleet.notifications.allowed=127.0.0.0/8,::1)
    say "vfleet: starting the server, log in $data/logs/server.log"
    setsid "${server_command[@]}" \
        --server.port="$port" --server.address="$bind" --vfleet.data-dir="$data" \
        --vfleet.demo.enabled=true --vfleet.stop-when-stdin-closes=true "${tls_options[@]}" "${word[@]}" \
        <&6 >>"$data/logs/server.log" 2>&1 6<&- 8>&- &
    server=$!
    until http_get /actuator/health/readiness | grep -q '"status" *: *"UP"'; do
        alive "$server" || ended
        ! other_name || { stop; die "the certificate $chain is not accepted for $url: bind to a name that it is made for (--bind NAME)"; }
        sleep 0.2
    done
    ca_option=()
    [[ $url == http:* ]] || ca_option=($(ca_of_chain))
}

# curl's 60: the certificate is not for this name, or not below the given chain
other_name() {
    [[ $url == https:* ]] || return 1
    curl --silent --noproxy '*' --max-time 5 --cacert "$chain" --output /dev/null "$url/" && return 1
    (($? == 60))
}

# what agents need to trust the last certificate of the chain; nothing when that is not a CA's own
ca_of_chain() {
    LC_ALL=C "$JAVA_HOME/bin/keytool" -J-Duser.language=en -printcert -file "$chain" | awk '
        $1 == "Owner:" { owner = substr($0, index($0, ":")) }
        $1 == "Issuer:" { own = owner == substr($0, index($0, ":")) }
        $1 == "SHA256:" { hex = tolower($2); gsub(":", "", hex) }
        END { if (own) print "--ca-sha256", hex }'
}

start_fleet() {
    rotate fleet
    say "vfleet: starting $nodes simulated hosts, log in $data/logs/fleet.log"
    setsid "$JAVA_HOME/bin/java" "${fleet_flags[@]}" -jar "$fleet_jar" --server "$url" "${ca_option[@]}" --nodes "$nodes" \
        --state "$data/fleet" --chaos "$data/chaos" --enrollment-token-file "$data/demo-enrollment-token" --stop-when-stdin-closes \
        <&6 >>"$data/logs/fleet.log" 2>&1 6<&- 8>&- 9>&- &
    fleet=$!
    local online said=0
    until online=$(online_nodes) && ((online >= nodes)); do
        all_alive || ended
        if ((SECONDS - said >= 10)); then
            said=$SECONDS
            say "vfleet: ${online:-0} of $nodes nodes are online"
        fi
        sleep 0.5
    done
}

# a cache of parsed and linked classes for the next start, made when nothing else wants the processor
train() {
    [[ ${VFLEET_AOT:-on} == on && ! -s $(aot_cache "$server_jar") ]] || return 0
    setsid nice -n 19 "$here/bin/train" "$(aot_cache "$server_jar")" "$server_jar" "$data/training" \
        "$JAVA_HOME/bin/java" "${server_flags[@]}" <&6 >"$data/logs/training.log" 2>&1 6<&- 8>&- 9>&- &
    training=$!
}

announce() {
    cat <<EOF
vfleet is up: $url
  user admin, password $(shown admin-password)
  API token in $data/token
  a real host joins with:
    ./vfleet agent --server $url --enroll-token $(shown enrollment-token)${ca_option[*]:+ ${ca_option[*]}}
Ctrl-C stops it, the data stays in $data.
EOF
}

shown() { if [[ -r $data/$1 ]]; then cat "$data/$1"; else echo "(no file $data/$1)"; fi; }

ended() {
    local who=server
    alive "$server" && who=fleet
    local log=$data/logs/$who.log reason
    # the server's logger "vfleet" says in one sentence why it does not start
    reason=$(tail -c "+$((${log_start[$who]} + 1))" "$log" | sed -n 's/.* ERROR .*\] vfleet  *: //p' | tail -n 1)
    if [[ -n $reason ]]; then
        say "vfleet: $reason"
    else
        say "vfleet: the $who ended by itself, the last lines of $log:"
        tail -n 20 "$log" >&2 || true
    fi
    stop
    exit 1
}

# the fleet first, so that no agent sees its server go; the server stops its PostgreSQL
stop() {
    trap '' INT TERM
    say "vfleet: stopping"
    [[ -z $training ]] || kill -KILL -- "-$training" 2>/dev/null || true
    end "$fleet" 20
    end "$server" 90
    [[ -z $training ]] || rm -rf "$data/training" "$(aot_cache "$server_jar")".*
}

end() {
    [[ -n $1 ]] && alive "$1" || return 0
    kill -TERM "$1" 2>/dev/null || true
    local deadline=$((SECONDS + $2))
    while alive "$1"; do
        ((SECONDS < deadline)) || kill -KILL "$1" 2>/dev/null || true
        sleep 0.1
    done
}

alive() { kill -0 "$1" 2>/dev/null; }

all_alive() { alive "$server" && { [[ -z $fleet ]] || alive "$fleet"; }; }

declare -A log_start=() # where this run's lines begin

rotate() {
    local log=$data/logs/$1.log
    [[ ! -f $log ]] || (($(stat -c %s "$log") < 10000000)) || mv "$log" "$log.1"
    log_start[$1]=$(stat -c %s "$log" 2>/dev/null || echo 0)
}

# http_get PATH [HEADER]: a whole answer, or nothing
http_get() {
    if [[ $url == https:* ]]; then
        # the header from standard input: other users see a command's words
        curl --silent --noproxy '*' --max-time 5 --cacert "$chain" --header @- "$url$1" <<<"${2:-}" || true
        return
    fi
    (
        exec 3<>"/dev/tcp/$bind/$port"
        printf 'GET %s HTTP/1.0\r\nHost: %s\r\n%s\r\n' "$1" "${url#http://}" "${2:-}" >&3
        timeout 5 cat <&3
    ) 2>/dev/null || true
}

online_nodes() {
    [[ -r $data/token ]] || return 1
    http_get /api/v1/fleet/summary "Authorization: Bearer $(cat "$data/token")"$'\r\n' |
        grep -o '"online" *: *[0-9]*' | grep -o '[0-9]*$'
}
