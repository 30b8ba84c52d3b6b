# shellcheck shell=bash
# Finds a JDK 25 and brings the jars up to date; for ./vfleet and the checks.
# shellcheck disable=SC2154 # here is the checkout, set by who sources this

cache=$here/target/vfleet # what runs is a copy: a rebuild never pulls a jar from under a running JVM

say() { printf '%s\n' "$*" >&2; }
die() { say "vfleet: $*"; exit 1; }

is_jdk25() {
    [[ -x $1/bin/javac ]] || return 1
    if [[ -r $1/release ]]; then
        grep -q '^JAVA_VERSION="25[".+-]' "$1/release"
    else
        "$1/bin/java" -version 2>&1 | grep -q 'version "25[".+-]'
    fi
}

find_jdk() {
    local on_path candidate
    on_path=$(readlink -f "$(command -v javac || true)" || true)
    for candidate in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* /opt/* /opt/*/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
        if [[ -n $candidate ]] && is_jdk25 "$candidate"; then
            export JAVA_HOME=$candidate
            # Maven's own libraries make this JDK warn
            export MAVEN_OPTS=${MAVEN_OPTS:---sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED}
            return
        fi
    done
    die "no JDK 25 found (JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks): install one or set JAVA_HOME"
}

need_node() {
    [[ -f $here/web-ui/package.json ]] || return 0
    local program
    for program in node npm; do
        command -v "$program" >/dev/null || die "$program is missing, the pages are built with it: install Node.js 20 or newer and npm"
    done
}

# build NAME JAR MODULE...: brings the modules up to date, the last of which makes the jar; NAME is the stamp's
build() {
    local name=$1 stamp=$cache/$1.built jar=$here/$2 modules sources=()
    shift 2
    find_jdk
    mkdir -p "$cache" || die "$here/target cannot be written: run as the owner of the checkout"
    for module in "$@"; do
        sources+=("$here/$module")
    done
    exec 7>"$cache/build.lock"
    flock 7
    if [[ ! -e $stamp || ! -e $jar || -n $(newer_sources "$stamp") ]]; then
        [[ $name != all ]] || need_node
        say "vfleet: building (the first time takes some minutes)"
        modules=$(IFS=,; echo "$*")
        touch "$stamp.begun"
        (cd "$here" && ./mvnw -q -B package -DskipTests -DskipGates -pl "$modules" -am >&2 7>&- 9>&-) ||
            die "the build failed, its messages are above"
        mv "$stamp.begun" "$stamp"
    fi
    exec 7>&-
}

newer_sources() {
    if [[ $here/pom.xml -nt $1 ]]; then
        echo "$here/pom.xml"
        return
    fi
    # directories count too: a deleted file is a change; the modules' own do not, target is made in them
    find "${sources[@]}" -mindepth 1 \( -name target -o -name node_modules \) -prune -o -newer "$1" -print -quit
}

build_all() { build all server/target/vfleet-server.jar domain db-migrations embedded-postgres node-agent simulated-fleet web-ui server; }
build_agent() { build agent node-agent/target/vfleet-agent.jar domain node-agent; }
build_bench() { build bench bench/target/vfleet-bench.jar domain bench; }

# settled JAR: prints the path of a copy that the next build leaves alone
settled() {
    local jar=$here/$1 key copy
    [[ -f $jar ]] || die "$jar is missing after the build"
    key=$(stat -c %y-%s "$jar" | cksum | cut -d' ' -f1)
    copy=$cache/$(basename "$1" .jar)-$key
    if [[ ! -e $copy ]]; then
        rm -rf "$copy.$$"
        if [[ $1 == server/* ]]; then # unpacked it starts in two thirds of the time
            "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$copy.$$" >&2
        else
            mkdir "$copy.$$" && cp "$jar" "$copy.$$/"
        fi
        mv -T "$copy.$$" "$copy" 2>/dev/null || rm -rf "$copy.$$" # another launcher was faster
    fi
    touch "$copy"
    forget_old "$cache/$(basename "$1" .jar)"
    printf '%s\n' "$copy/$(basename "$1")"
}

forget_old() { # keeps the three copies used last
    find "$cache" -maxdepth 1 -path "$1-*" -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- |
        xargs -r -d '\n' rm -rf
}
