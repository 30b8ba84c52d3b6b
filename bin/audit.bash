# shellcheck shell=bash
# Asks a server whether its audit is as it was written; sourced by ./vfleet.

audit() {
    local url=http://127.0.0.1:8080 data=$PWD/.vfleet answer options=()
    [[ ${1:-} == verify ]] || misused "audit knows 'verify'"
    shift
    while (($# > 0)); do
        [[ $1 == --*=* ]] && set -- "${1%%=*}" "${1#*=}" "${@:2}"
        case $1 in
            --server | --data) (($# > 1)) || misused "$1 wants a value" ;;&
            --server) url=$2 ;;
            --data) data=$2 ;;
            *) misused "audit verify does not know $1" ;;
        esac
        shift 2
    done
    [[ -r $data/token ]] || die "$data/token cannot be read: name the server's data directory with --data"
    [[ ! -r $data/tls/ca.pem ]] || options=(--cacert "$data/tls/ca.pem")
    # not as an argument: others would see the token
    answer=$(curl -sS "${options[@]}" -H @- "$url/api/v1/audit/verification" \
        <<<"Authorization: Bearer $(<"$data/token")") || die "$url does not answer"
    printf '%s\n' "$answer"
    case $answer in
        *'"intact":false'*) say "vfleet: the audit was changed"; exit 1 ;;
        *'"agree":false'*) say "vfleet: agents' own records differ from the audit"; exit 1 ;;
        *'"intact":true'*) say "vfleet: the audit is as it was written, and agents' own records agree" ;;
        *) exit 2 ;;
    esac
}
