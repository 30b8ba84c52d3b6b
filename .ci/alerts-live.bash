# shellcheck shell=bash
# shellcheck disable=SC2154 # work and the ports are alerts'
# Sourced by alerts: Debian's Prometheus and Alertmanager beside ./vfleet up, on the project's own files.

url=http://127.0.0.1:$port

started() { "$@" & pids+=($!); }
# question PROMQL: what Prometheus answers
question() { curl -sf --data-urlencode "query=$1" "http://127.0.0.1:$prometheus/api/v1/query"; }
fires() { # ALERT [MATCHER]
    [[ $(question "ALERTS{alertname=\"$1\",alertstate=\"firing\"${2:+,$2}}" | jq '.data.result | length') -gt 0 ]]
}
is_quiet() { ! fires "$@"; }

start_all() { # NODES: the demo fleet, a receiver and both daemons
    started ./vfleet up --nodes "$1" --port "$port" --data "$data" > "$work/up.log" 2>&1
    await "${VFLEET_PATIENCE:-600}" "$1 nodes are online" online "$1"
    started "$JAVA_HOME/bin/java" .ci/Receiver.java "$receiver" "$work/received"
    sed "s|127.0.0.1:9095|127.0.0.1:$receiver|" deploy/prometheus/alertmanager.yml > "$work/alertmanager.yml"
    sed "s|127.0.0.1:8080|127.0.0.1:$port|; s|127.0.0.1:9093|127.0.0.1:$alertmanager|; s|https://vfleet.example.com|$url|" \
        deploy/prometheus/prometheus.yml > "$work/prometheus.yml"
    cp deploy/prometheus/vfleet.rules.yml "$work/"
    post tokens '{"name": "prometheus", "scopes": ["metrics"]}'
    jq -r .token <<< "$answer" > "$work/vfleet.token"
    [[ ${pace:-} != quick ]] || hurry
    started prometheus-alertmanager --config.file="$work/alertmanager.yml" --storage.path="$work/alertmanager" \
        --web.listen-address="127.0.0.1:$alertmanager" --cluster.listen-address= 2> "$work/alertmanager.log"
    started prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/prometheus" \
        --web.listen-address="127.0.0.1:$prometheus" 2> "$work/prometheus.log"
    await 60 "Prometheus has the fleet's numbers" scraped
}

scraped() { [[ $(question 'count(vfleet_nodes)' | jq '.data.result | length') == 1 ]]; }

# looks and messages come quicker, the rules stay as they are
hurry() {
    sed -i 's/_interval: 15s/_interval: 2s/' "$work/prometheus.yml"
    sed -i 's/group_wait: 15s/group_wait: 1s/; s/group_interval: 2m/group_interval: 3s/' "$work/alertmanager.yml"
}

all_rules_work() {
    local broken
    await 30 "all rules were evaluated" all_evaluated
    broken=$(rules | jq -r 'select(.health != "ok") | "\(.name): \(.lastError)"')
    [[ -z $broken ]] || fail "$broken"
    curl -sf -H "Authorization: Bearer $(cat "$work/vfleet.token")" "$url/actuator/prometheus" > "$work/metrics"
    promtool check metrics < "$work/metrics" || fail "the metrics are not named as Prometheus wants them"
    title "all rules work on real numbers, $(grep -vc '^#' "$work/metrics") series"
}

rules() { curl -sf "http://127.0.0.1:$prometheus/api/v1/rules" | jq -c '.data.groups[].rules[]'; }
all_evaluated() { [[ -z $(rules | jq -r 'select(.health == "unknown") | .name') ]]; }

all_panels_answer() {
    local asked
    while read -r asked; do
        question "$asked" > /dev/null || fail "a panel's question is refused: $asked"
    done < <(questions deploy/grafana/dashboards/vfleet.json)
    title "every panel of the dashboard has its answer"
}

watcher_mutes_the_rest() {
    alert add alertname=VfleetDown severity=critical job=vfleet
    alert add alertname=VfleetChainBroken severity=warning site=fra1 symptom=half-performance
    await 10 "VfleetDown mutes VfleetChainBroken" is_muted VfleetChainBroken
    ! is_muted VfleetDown || fail "VfleetDown mutes itself"
    title "while nobody watches the rest is muted"
}

alert() { amtool --alertmanager.url "http://127.0.0.1:$alertmanager" alert "$@"; }
is_muted() { alert query --inhibited "alertname=$1" -o json | jq -e 'length > 0' > /dev/null; }

breaker_fires_and_resolves() {
    breaker true
    await 60 "VfleetBreakerOpen fires" fires VfleetBreakerOpen
    # the watcher's alert of before mutes it no longer than Alertmanager keeps what nobody repeats
    alert add alertname=VfleetDown severity=critical job=vfleet --end "$(date -u -d '1 second ago' +%FT%TZ)"
    await 20 "VfleetBreakerOpen reaches its receiver" received VfleetBreakerOpen firing
    breaker false
    await 30 "VfleetBreakerOpen resolves" is_quiet VfleetBreakerOpen
    await 20 "its receiver is told" received VfleetBreakerOpen resolved
    title "the open breaker fires, reaches its receiver and resolves"
}

breaker() {
    curl -sf -X PUT -H "Authorization: Bearer $(token)" -H 'Content-Type: application/json' \
        -d "{\"open\": $1, \"reason\": \"a drill\"}" "$(base breaker)" > /dev/null || fail "the breaker cannot be set to $1"
}

received() { # ALERT firing|resolved
    [[ -f $work/received ]] && jq -en --arg name "$1" --arg status "$2" \
        'any(inputs; any(.alerts[]; .labels.alertname == $name and .status == $status))' "$work/received" > /dev/null
}
