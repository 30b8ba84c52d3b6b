# shellcheck shell=bash disable=SC2034
# Settings shared by build.sh and run.sh; sourced, never run.
LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
WORK=${VFLEET_LAB_WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/vfleet-lab}
JDK=${VFLEET_LAB_JDK:-${JAVA_HOME:-$(find /usr/lib/jvm -maxdepth 1 -name '*25*' 2>/dev/null | head -n 1)}}
# bookworm's own QEMU 7.2 has no igb; backports has 10, and the kernel beside it
SUITE=${VFLEET_LAB_SUITE:-bookworm-backports}

# QEMU out of unpacked packages: nothing is installed on this machine
qemu() {
    local usr=$WORK/qemu/usr
    export LD_LIBRARY_PATH=$usr/lib/x86_64-linux-gnu:$WORK/qemu/lib/x86_64-linux-gnu
    export QEMU_MODULE_DIR=$usr/lib/x86_64-linux-gnu/qemu
    exec "$usr/bin/qemu-system-x86_64" -L "$usr/share/qemu" -L "$usr/share/seabios" "$@"
}
