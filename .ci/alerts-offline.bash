# shellcheck shell=bash
# Sourced by alerts: what can be said of rules, routes and dashboard without a server.

check_offline() {
    local rules=deploy/prometheus dashboard=deploy/grafana/dashboards/vfleet.json
    promtool check rules --lint-fatal $rules/vfleet.rules.yml > /dev/null
    promtool test rules $rules/vfleet.rules.test.yml > "$work/rules.log" 2>&1 || fail "$(cat "$work/rules.log")"
    amtool check-config $rules/alertmanager.yml > /dev/null
    every_alert_goes_where_its_severity_says $rules/vfleet.rules.yml
    every_alert_has_its_runbook $rules/vfleet.rules.yml
    check_dashboard $dashboard
    title "rules, routes and dashboard are in order"
}

goes_to() { # RECEIVER LABEL=VALUE...
    amtool config routes test --config.file deploy/prometheus/alertmanager.yml --verify.receivers="$1" "${@:2}" > /dev/null ||
        fail "$* goes elsewhere"
}

every_alert_goes_where_its_severity_says() {
    local name severity
    while read -r name severity; do
        case $severity in
            critical) goes_to on-call severity=critical alertname="$name" site=fra1 ;;
            warning) goes_to team severity=warning alertname="$name" site=fra1 ;;
            *) fail "$name has the severity '$severity'" ;;
        esac
    done < <(awk '/- alert:/ { name = $3 } match($0, /severity: [a-z]+/) { print name, substr($0, RSTART + 10, RLENGTH - 10) }' "$1")
}

# links in annotations lead to files that are there; a symptom's name stands for each of them
every_alert_has_its_runbook() {
    local name
    for name in $(grep -o 'runbooks/[a-z-]*"' "$1" | tr -d '"' | sort -u) runbooks/{numvfs-write-fails,vf-not-isolated,rdma-device-unusable,traffic-stays-on-host,half-performance,vf-reset-panic,none}; do
        [ -f "docs/$name.md" ] || fail "there is no docs/$name.md"
    done
    for name in $(grep -o 'alert: .*' "$1" | cut -d' ' -f2); do
        grep -q "\`$name\`" docs/runbooks/README.md || fail "docs/runbooks/README.md does not name $name"
        grep -q "alertname: $name," deploy/prometheus/vfleet.rules.test.yml || grep -q "alertname: $name$" deploy/prometheus/vfleet.rules.test.yml ||
            fail "no test of the rules speaks of $name"
    done
}

# what Grafana needs to take it, and that every question is PromQL
check_dashboard() {
    jq -e '.uid == "vfleet" and .id == null and .schemaVersion >= 39 and ([.panels[].id] | length == (unique | length))
        and ([.panels[] | select(.type != "row") | .datasource.uid] | all(. == "${DS_PROMETHEUS}"))
        and ([.panels[] | select(.type != "row") | .description] | all(length > 10))
        and ([.. | .url? | strings] | length > 0 and all(startswith("${vfleet}/")))
        and ([.templating.list[].name] | contains(["DS_PROMETHEUS", "site", "vfleet"]))' "$1" > /dev/null || fail "$1 has not the shape that Grafana takes"
    questions "$1" | jq -Rn '{groups: [{name: "panels", rules: [inputs | {record: "panel", expr: ., labels: {number: input_line_number | tostring}}]}]}' > "$work/panels.json"
    promtool check rules "$work/panels.json" > /dev/null || fail "a panel of $1 asks what is no PromQL"
}

# every question of the dashboard, one a line, for all sites
questions() { jq -r '.panels[].targets[]?.expr' "$1" | sed 's/\$site/.*/g'; }
