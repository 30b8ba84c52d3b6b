#!/usr/bin/env bash
# resize.sh NODE PF VFS REASON: gives a port so many VFs, if its plan lets it, and waits for the end.
# Wants curl and jq, VFLEET_URL (http://127.0.0.1:8080) and VFLEET_TOKEN (scopes read and operate).
# Exit code 0: done; 1: refused or failed, and who stands in the way is told; 2: the API said no.
set -euo pipefail

node=${1:?NODE} pf=${2:?PF} vfs=${3:?VFS} reason=${4:?REASON}
: "${VFLEET_URL:?}" "${VFLEET_TOKEN:?}"

# api METHOD PATH [BODY [KEY]]: prints the answer; a problem goes to stderr and ends the script
api() {
    local answer status
    answer=$(curl -sS -X "$1" -H "Authorization: Bearer $VFLEET_TOKEN" -H 'Content-Type: application/json' \
        ${4:+-H "Idempotency-Key: $4"} ${3:+--data "$3"} -w '\n%{http_code}' "$VFLEET_URL/api/v1/$2")
    status=${answer##*$'\n'} answer=${answer%$'\n'*}
    ((status < 400)) && { printf '%s\n' "$answer"; return; }
    case $(jq -r .type <<<"$answer") in
        /problems/stale-plan) jq -r '.differences[] | "moved: \(.fact): \(.planned) -> \(.now)"' <<<"$answer" >&2 ;;
        /problems/over-the-limit) jq -r '"\(.detail) (limit \(.limit))"' <<<"$answer" >&2 ;;
        /problems/operation-active) jq -r '"waits for operation \(.operation), which is \(.state)"' <<<"$answer" >&2 ;;
        *) jq -r '"\(.type): \(.detail)"' <<<"$answer" >&2 ;;
    esac
    exit 2
}

wanted=$(jq -n --arg node "$node" --arg pf "$pf" --argjson vfs "$vfs" \
    '{kind: "RESIZE_VFS", node: $node, pf: $pf, numVfs: $vfs}')
plan=$(api POST plans "$wanted")
jq -r '.changes[0] | "plan: \(.before // "?") -> \(.numVfs) VFs, \(.destroyed | length) go, possible: \(.possible)",
    (.destroyed[] | select(.inUse) | "in use: \(.address) by \([.holders[].name] | join(", "))")' <<<"$plan" >&2
[[ $(jq .inUse <<<"$plan") == 0 ]] || { echo "VFs are in use: drain them first" >&2; exit 1; }

# one wish, one key: asked again after a lost answer it leads to the same operation
id=$(jq -r .id <<<"$plan")
operation=$(api POST operations \
    "$(jq --arg plan "$id" --arg reason "$reason" '. + {planId: $plan, reason: $reason}' <<<"$wanted")" "plan-$id")
id=$(jq -r .id <<<"$operation")
until jq -e '.endedAt' <<<"$operation" >/dev/null; do
    operation=$(api GET "operations/$id?wait=30s")
done

jq '{id, state, before, after}' <<<"$operation"
[[ $(jq -r .state <<<"$operation") == SUCCEEDED ]] && exit
jq -r '.explanation // empty, (.problem // empty | .type, (.holders[] | "in use: \(.address) by \([.holders[].name] | join(", "))"),
    (.owners[] | "owned by \(.kind): \(.path)")), (.error // empty | "\(.errno) writing \(.value) to \(.path)")' <<<"$operation" >&2
exit 1
