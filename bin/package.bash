# shellcheck shell=bash
# Packages the agent: a tarball with the Java it runs on, and a Debian package. The same sources and the same JDK
# make the same bytes in the same checkout; in another one all but the archives of classes are the same.
# shellcheck disable=SC2154 # here comes from who sources this

FILES_DATE=2025-01-01T00:00Z # of what the agent is made of, older than any build

# package [--out DIR]: prints the paths of what it made
package() {
    local out=$here/target/packages epoch version architecture work jar
    while (($# > 0)); do
        [[ $1 == --out=* ]] && set -- --out "${1#*=}" "${@:2}"
        case $1 in
            --out) (($# > 1)) || misused "--out wants a value" && out=$2 && shift ;;
            *) misused "unknown option '$1'" ;;
        esac
        shift
    done
    command -v dpkg-deb >/dev/null || die "dpkg-deb is missing: packages are made on Debian and its kin"
    build_agent
    jar=$(settled node-agent/target/vfleet-agent.jar)
    epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)}
    export SOURCE_DATE_EPOCH=$epoch
    version=$(package_version "$jar")
    architecture=$(dpkg --print-architecture)
    mkdir -p "$out"
    out=$(cd "$out" && pwd)
    # always the same place: the archives of classes have it written in them
    work=$here/target/package-work
    exec 8>"$here/target/package.lock"
    flock 8
    rm -rf "$work"
    mkdir "$work"
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$work'" EXIT
    umask 022

    lay_out_runtime "$jar" "$work/vfleet-agent"
    pack_tarball "$work" "$out/vfleet-agent-$version-linux-$architecture.tar.gz"
    lay_out_debian "$work/vfleet-agent" "$work/deb" "$version"
    fill_in_control "$work/deb" "$version" "$architecture"
    dpkg-deb --root-owner-group -Zxz -z2 -b "$work/deb" "$out/vfleet-agent_${version}_$architecture.deb" >&2
    # the image copies this one
    rm -rf "$out/vfleet-agent"
    cp -a "$work/vfleet-agent" "$out/vfleet-agent"
    printf '%s\n' "$out/vfleet-agent-$version-linux-$architecture.tar.gz" "$out/vfleet-agent_${version}_$architecture.deb"
}

# the jar's own; a snapshot is older than its release and newer than the snapshots before it
package_version() {
    local version
    version=$(unzip -p "$1" META-INF/MANIFEST.MF | sed -n 's/^Implementation-Version: *\([^\r]*\).*/\1/p')
    [[ -n $version ]] || die "$1 does not say which version it is"
    [[ $version != *-SNAPSHOT ]] || version=${version%-SNAPSHOT}~$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S)
    printf '%s\n' "$version"
}

lay_out_runtime() { # JAR DIRECTORY
    local modules scheme
    # java.desktop holds java.beans, which the YAML library does without where it is missing
    modules=$("$JAVA_HOME/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps "$1" |
        sed 's/java\.desktop,\?//; s/,$//')
    mkdir -p "$2/bin"
    install -m 644 "$1" "$2/vfleet-agent.jar"
    install -m 644 "$here/node-agent/jvm.options" "$2/"
    install -m 755 "$here/node-agent/packaging/vfleet-agent" "$2/bin/"
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --strip-java-debug-attributes \
        --compress zip-6 --output "$2/jre" >&2
    rm "$2/jre/bin/keytool"
    # whom the building machine trusts is not whom the host trusts
    ln -sfn /etc/ssl/certs/java/cacerts "$2/jre/lib/security/cacerts"
    find "$2" -type f -exec chmod u+w,go+rX {} +
    # the archives know the files they were made of by their dates
    find "$2" -exec touch -h -d "$FILES_DATE" {} +
    for scheme in http https; do
        CLASSES=$1 "$here/bin/rehearse" "$2/vfleet-agent.jar" "$scheme" "$2/$scheme.jsa" "$2/jre/bin/java" >&2
        chmod 644 "$2/$scheme.jsa"
    done
    find "$2" -exec touch -h -d "$FILES_DATE" {} +
}

pack_tarball() { # PARENT FILE
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime --format=gnu \
        -C "$1" -c vfleet-agent | gzip -6n >"$2"
}

debian_changelog() { # VERSION
    printf 'vfleet-agent (%s) unstable; urgency=medium\n\n  * What changed is in CHANGELOG.md.gz.\n\n -- %s  %s\n' "$1" \
        "$(sed -n 's/^Maintainer: //p' "$here/node-agent/packaging/debian/control")" "$(date -uRd "@$SOURCE_DATE_EPOCH")"
}

lay_out_debian() { # RUNTIME DIRECTORY VERSION
    local from=$here/node-agent/packaging doc=$2/usr/share/doc/vfleet-agent file
    mkdir -p "$2"/{DEBIAN,etc/vfleet,usr/bin,usr/lib/systemd/system,usr/share/man/man8,usr/share/lintian/overrides} "$doc"
    cp -a "$1" "$2/usr/lib/vfleet-agent"
    ln -s ../lib/vfleet-agent/bin/vfleet-agent "$2/usr/bin/vfleet-agent"
    install -m 644 "$from/agent.yaml" "$2/etc/vfleet/"
    install -m 644 "$from/vfleet-agent.service" "$from/vfleet-reapply.service" "$2/usr/lib/systemd/system/"
    install -m 644 "$from/debian/copyright" "$here/docs/install.md" "$from/remediate.conf" "$doc/"
    install -m 644 "$from/debian/lintian-overrides" "$2/usr/share/lintian/overrides/vfleet-agent"
    gzip -9n <"$from/vfleet-agent.8" >"$2/usr/share/man/man8/vfleet-agent.8.gz"
    gzip -9n <"$here/CHANGELOG.md" >"$doc/CHANGELOG.md.gz"
    debian_changelog "$3" | gzip -9n >"$doc/changelog.gz"
    echo /etc/vfleet/agent.yaml >"$2/DEBIAN/conffiles"
    for file in postinst prerm postrm; do
        install -m 755 "$from/debian/$file" "$2/DEBIAN/"
    done
    (cd "$2" && find etc usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
}

fill_in_control() { # DIRECTORY VERSION ARCHITECTURE
    local glibc size
    glibc=$(find "$1/usr/lib/vfleet-agent/jre" \( -name '*.so' -o -path '*/bin/*' \) -exec grep -aoh 'GLIBC_2\.[0-9.]*' {} + |
        sed 's/GLIBC_//' | sort -uV | tail -n 1)
    size=$(find "$1/etc" "$1/usr" -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
    sed -e "s/@VERSION@/$2/; s/@ARCHITECTURE@/$3/; s/@GLIBC@/$glibc/; s/@SIZE@/$size/" \
        "$here/node-agent/packaging/debian/control" >"$1/DEBIAN/control"
}
