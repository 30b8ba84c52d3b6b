# shellcheck shell=bash
# Four VFs on each PF, what the shell and lspci see of the host, and what doctor says of it.
set -u
. /share/host.sh
make_vfs || exit 1
look_around > /share/found.txt
lspci -Dvvv > /share/lspci-verbose.txt
paths > /share/paths.txt
$java doctor -o json > /share/doctor.json
echo $? > /share/doctor.code
