# shellcheck shell=bash
# shellcheck disable=SC2154 # work, data and port are alerts'
# Sourced by alerts: every alert that the demo fleet can be brought to, with the seconds from the cause to the alert and
# from the cure to its end.

declare -A began=() ended_at=() matcher=() cause=()
order=()

# broken ALERT CAUSE [MATCHER]: notes that the cause is there from now on
broken() {
    order+=("$1") cause[$1]=$2 matcher[$1]=${3:-}
    began[$1]=$SECONDS
    title "$1: $2"
}
mended() { ended_at[$1]=$SECONDS; }

every_alert() {
    local hung short site=fra1
    sleep 90 # what was so from the beginning is known, and rises from here on
    hung=$(host_in writes-hang) short=$(host_in few-interrupts)
    fine=$(get "nodes?filter=verdict.state==OK;status==ONLINE&pageSize=500" | jq -r '.items[].hostname' | grep -vx -e "$hung" -e "$short")

    declare -A fired=() resolved=()
    resize "$short" "$(pf_of "$short" 0)" $(($(pf_field "$short" "$(pf_of "$short" 0)" numVfs) + 1)) > /dev/null
    broken VfleetOperationFailed "a resize is rolled back (ENOSPC)"
    resize "$hung" "$(pf_of "$hung" 0)" 2 > /dev/null
    broken VfleetWriterHung "a resize whose write never returns"
    # what waits is not delivered once the breaker is open
    watch_until 400 fired firing
    breaker true
    broken VfleetBreakerOpen "the breaker is opened"

    # nodes of ams2 fall silent, three of sin1 come up without the IOMMU, one of iad3 without ACS, some of fra1 without VFs
    mapfile -t silent < <(at_site ams2 12)
    mapfile -t without_iommu < <(at_site sin1 3)
    mapfile -t without_acs < <(at_site iad3 1)
    mapfile -t without_vfs < <(at_site fra1 5)
    {
        printf '%s silent\n' "${silent[@]}"
        printf '%s firmware-keeps-iommu\n' "${without_iommu[@]}"
        printf '%s port-without-acs\n' "${without_acs[@]}"
        printf '%s no-vfs\n' "${without_vfs[@]}"
    } > "$data/chaos"
    broken VfleetNodesSilent "${#silent[@]} nodes switched off" 'site="ams2"'
    broken VfleetSiteSilent "the same" 'site="ams2"'
    broken VfleetReportsOld "the same" 'site="ams2"'
    broken VfleetBreaksRising "${#without_iommu[@]} nodes come up with the IOMMU off in firmware" 'site="sin1"'
    broken VfleetIsolationLost "a node comes up with a root port without ACS" 'site="iad3"'
    broken VfleetChainBroken "the same" 'site="iad3",symptom="vf-not-isolated"'
    broken VfleetVfsDropped "${#without_vfs[@]} nodes come up without VFs" 'site="fra1"'

    local alert
    watch_until 1500 fired firing
    # a reboot is what ends a hung write
    echo "$hung ordinary" > "$data/chaos"
    breaker false
    for alert in "${order[@]}"; do mended "$alert"; done
    watch_until 2400 resolved quiet
    watch_down
    table
}

at_site() { grep "^$1" <<< "$fine" | head -n "$2"; }

# watch_until SECONDS ARRAY firing|quiet: notes when each alert came to be so
watch_until() {
    local until=$((SECONDS + $1)) alert
    local -n seen=$2
    while ((${#seen[@]} < ${#order[@]})); do
        ((SECONDS < until)) || { title "not $3 in time: $(comm -23 <(printf '%s\n' "${order[@]}" | sort) <(printf '%s\n' "${!seen[@]}" | sort) | tr '\n' ' ')"; return; }
        for alert in "${order[@]}"; do
            [[ -z ${seen[$alert]:-} ]] || continue
            if [[ $3 == firing ]]; then fires "$alert" "${matcher[$alert]}"; else is_quiet "$alert" "${matcher[$alert]}"; fi || continue
            seen[$alert]=$SECONDS
            title "$alert is $3"
        done
        sleep 1
    done
}

# the server stands still; Prometheus and its rules go on
watch_down() {
    local server down up
    server=$(pgrep -f "vfleet-server.jar.*--server.port=$port" | head -n 1)
    kill -STOP "$server"
    down=$SECONDS
    await 400 "VfleetDown fires" fires VfleetDown
    order+=(VfleetDown) cause[VfleetDown]="the server's process is stopped" matcher[VfleetDown]=''
    began[VfleetDown]=$down fired[VfleetDown]=$SECONDS
    kill -CONT "$server"
    up=$SECONDS
    await 200 "VfleetDown resolves" is_quiet VfleetDown
    ended_at[VfleetDown]=$up resolved[VfleetDown]=$SECONDS
}

table() {
    local alert told
    title "$(wc -l < "$work/received") messages reached the receiver: $(jq -r '.alerts[].labels.alertname' "$work/received" | sort | uniq -c | tr -s ' \n' ' ')"
    printf '| alert | cause | seconds to fire | seconds to resolve | reached the receiver |\n|---|---|--:|--:|---|\n'
    for alert in "${order[@]}"; do
        told="no, muted by what says more"
        ! received "$alert" firing || told=yes
        printf '| `%s` | %s | %s | %s | %s |\n' "$alert" "${cause[$alert]}" "$(seconds fired began "$alert")" "$(seconds resolved ended_at "$alert")" "$told"
    done
}

seconds() { # ARRAY SINCE ALERT
    local -n to=$1 from=$2
    if [[ -n ${to[$3]:-} ]]; then echo $((to[$3] - from[$3])); else echo never; fi
}
