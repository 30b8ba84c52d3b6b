#!/usr/bin/env bash
# Makes the lab's guest out of Debian packages: QEMU, kernel, initrd, a disk with the JDK.
# Nothing is installed here; everything lies below $VFLEET_LAB_WORK. Run again, it fetches only what is new.
set -euo pipefail
. "$(dirname "$0")/env.sh"

GUEST_PACKAGES=(busybox-static bash iproute2 pciutils kmod socat inotify-tools ibverbs-providers ibverbs-utils)
MODULES=(9p 9pnet_virtio virtio_blk virtio_net ext4 igb igbvf vfio-pci vfio_iommu_type1 pci-stub
    rdma_rxe crc32_generic crc32-pclmul ib_uverbs rdma_ucm)

say() { echo "lab: $*" >&2; }

# apt with a state of its own: this machine's sources, lists and packages stay untouched
private_apt() {
    local mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg suite
    mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null |
        sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\(http[^ ]*\) .*/\2/p' | grep -v security | head -n 1 || true)
    [ -n "$mirror" ] || { say "no Debian source found in /etc/apt: the lab needs a Debian machine"; exit 1; }
    mkdir -p "$WORK"/apt/{etc/apt.conf.d,etc/preferences.d,lists/partial,cache/archives/partial}
    : > "$WORK/apt/status"
    for suite in bookworm bookworm-updates "$SUITE"; do
        echo "deb [signed-by=$keyring] $mirror $suite main"
    done > "$WORK/apt/etc/sources.list"
    cat > "$WORK/apt/apt.conf" <<CONF
Dir::Etc "$WORK/apt/etc";
Dir::Etc::sourceparts "-";
Dir::State::lists "$WORK/apt/lists";
Dir::State::status "$WORK/apt/status";
Dir::Cache "$WORK/apt/cache";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
CONF
    export APT_CONFIG=$WORK/apt/apt.conf
    apt-get update -qq
}

# fetch NAME PACKAGE...: the packages with all they depend on, unpacked in $WORK/NAME
fetch() {
    local name=$1 deb; shift
    rm -rf "${WORK:?}/$name"
    mkdir -p "$WORK/$name" "$WORK/debs/$name/partial"
    apt-get install -qq -y -d -o Dir::Cache::archives="$WORK/debs/$name" -t "$SUITE" "$@" > /dev/null
    for deb in "$WORK/debs/$name"/*.deb; do dpkg -x "$deb" "$WORK/$name"; done
}

fetch_kernel() {
    # the ABI name ages: ask the metapackage which one is current
    local package
    package=$(apt-cache depends -t "$SUITE" linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    KERNEL=${package#linux-image-}
    mkdir -p "$WORK/debs/kernel"
    find "$WORK/debs/kernel" -name "${package}_*.deb" | grep -q . ||
        (cd "$WORK/debs/kernel" && rm -f ./*.deb && apt-get download -qq "$package/$SUITE")
    rm -rf "$WORK/kernel"
    dpkg -x "$WORK/debs/kernel/${package}"_*.deb "$WORK/kernel"
    MODROOT=$WORK/kernel
    [ -d "$MODROOT/lib/modules" ] || MODROOT=$WORK/kernel/usr
}

# the guest's kmod under the name of one of its tools
kmod_as() {
    local tool=$1 kmod=$WORK/guest/usr/bin/kmod lib=$WORK/guest; shift
    [ -x "$kmod" ] || kmod=$WORK/guest/bin/kmod
    LD_LIBRARY_PATH=$lib/usr/lib/x86_64-linux-gnu:$lib/lib/x86_64-linux-gnu bash -c 'exec -a "$0" "$@"' "$tool" "$kmod" "$@"
}

pack_initrd() {
    local root=$WORK/initroot applet module file
    rm -rf "$root"; cp -a "$WORK/guest" "$root"
    rm -rf "$root"/usr/share/{doc,man,locale,info,lintian,perl5} "$root"/usr/lib/x86_64-linux-gnu/{gconv,perl*} "$root"/var/{lib,cache}/*
    mkdir -p "$root"/{proc,sys,dev,run,tmp,share,jdk,root,etc} "$root/lib/modules/$KERNEL"
    for applet in $("$root/bin/busybox" --list); do
        [ -e "$root/bin/$applet" ] || [ -e "$root/sbin/$applet" ] || [ -e "$root/usr/bin/$applet" ] ||
            [ -e "$root/usr/sbin/$applet" ] || ln -s busybox "$root/bin/$applet"
    done
    kmod_as depmod -b "$MODROOT" "$KERNEL"
    for module in "${MODULES[@]}"; do
        kmod_as modprobe -d "$MODROOT" -S "$KERNEL" --show-depends "$module" 2>/dev/null || say "no module $module"
    done | awk '$1 == "insmod" { print $2 }' | sort -u | while read -r file; do
        # unpacked: xz is slow on an emulated processor
        case $file in
            *.xz) xz -dc "$file" > "$root/lib/modules/$KERNEL/$(basename "${file%.xz}")" ;;
            *) cp "$file" "$root/lib/modules/$KERNEL/" ;;
        esac
    done
    cp "$MODROOT/lib/modules/$KERNEL"/modules.{builtin,builtin.modinfo,order} "$root/lib/modules/$KERNEL/"
    kmod_as depmod -b "$root" "$KERNEL"
    printf '%s\n' root:x:0:0:root:/root:/bin/sh nobody:x:65534:65534:nobody:/:/bin/sh > "$root/etc/passwd"
    echo '127.0.0.1 localhost node' > "$root/etc/hosts"
    install -m 755 "$LAB/guest/init" "$root/init"
    ldconfig -r "$root" 2>/dev/null || true
    (cd "$root" && find . | "$root/bin/busybox" cpio -o -H newc 2>/dev/null) > "$WORK/out/initrd.img"
    cp "$WORK/kernel/boot/vmlinuz-$KERNEL" "$WORK/out/vmlinuz"
    rm -rf "$root"
}

# an ext4 image reads faster than a 9p share
pack_jdk() {
    local root=$WORK/jdkroot
    [ -x "$JDK/bin/java" ] || { say "no JDK 25: set JAVA_HOME or VFLEET_LAB_JDK"; exit 1; }
    rm -rf "$root"; mkdir -p "$root"
    cp -a "$JDK/." "$root/"
    rm -rf "$root"/lib/src.zip "$root"/lib/ct.sym "$root"/{man,include,legal}
    rm -f "$WORK/out/jdk.ext4"
    mke2fs -q -t ext4 -O ^has_journal -m 0 -d "$root" "$WORK/out/jdk.ext4" "$(($(du -sm "$root" | cut -f1) * 11 / 10 + 16))M" > /dev/null
    rm -rf "$root"
}

mkdir -p "$WORK/out"
exec 9> "$WORK/build.lock"
flock 9
stamp=$(cat "$LAB/build.sh" "$LAB/env.sh" "$LAB/guest/init" | sha256sum | cut -c1-16)
if [ "$(cat "$WORK/out/stamp" 2>/dev/null)" = "$stamp" ]; then say "the guest is built"; exit 0; fi
say "fetching packages"; private_apt
fetch qemu qemu-system-x86
fetch guest "${GUEST_PACKAGES[@]}"
fetch_kernel
say "packing kernel $KERNEL"; pack_initrd
pack_jdk
echo "$stamp" > "$WORK/out/stamp"
say "the guest is built: $(du -sh "$WORK" | cut -f1) in $WORK"
