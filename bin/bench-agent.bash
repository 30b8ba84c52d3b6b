# shellcheck shell=bash
# Runs the agent's bench: a tree to read, an exporter to be compared with; for ./vfleet.
# shellcheck disable=SC2154 # here, cache, server_command, bench_flags and JAVA_HOME are the launcher's

no_result() { say "bench: no result: $*"; exit 3; }

# find_exporter: sets exporter to the node exporter, Debian's package unpacked in the cache where it is not installed
find_exporter() {
    local name=prometheus-node-exporter kept=${XDG_CACHE_HOME:-$HOME/.cache}/vfleet-bench
    exporter=$(command -v "$name") || exporter=$kept/$name/usr/bin/$name
    [[ ! -x $exporter ]] || return 0
    mkdir -p "$kept"
    say "bench: fetching Debian's package $name"
    (cd "$kept" && rm -f -- "$name"_*.deb && apt-get download "$name" && dpkg -x "$name"_*.deb "$name.new" &&
        mv "$name.new" "$name" && rm -f -- "$name"_*.deb) >&2 || no_result "$name cannot be had"
    [[ -x $exporter ]] || no_result "$name has no such program"
}

# large_host JAR: sets tree to the files of a host with 8 PFs and 512 VFs
large_host() {
    tree=$cache/large-host-$(basename "$(dirname "$1")")
    [[ ! -d $tree ]] || return 0
    say "bench: writing the host's files"
    rm -rf "$cache"/large-host-*
    "$JAVA_HOME/bin/java" -cp "$1" io.vfleet.simulation.run.HostTree "$tree.new" ||
        no_result "the host's files could not be written"
    mv "$tree.new" "$tree"
}

# packaged_agent JAR: sets agent to the program that a package of it would install
packaged_agent() {
    local runtime
    # the archives are of these options, too
    runtime=$cache/packaged-$(cat "$1" "$here"/node-agent/{jvm.options,packaging/vfleet-agent} | cksum | cut -d' ' -f1)
    # shellcheck source=bin/package.bash
    source "$here/bin/package.bash"
    agent=$runtime/bin/vfleet-agent
    [[ ! -x $agent ]] || return 0
    say "bench: laying out the agent's package"
    rm -rf "$cache"/packaged-*
    (lay_out_runtime "$1" "$runtime.new") || no_result "the agent could not be packaged"
    mv "$runtime.new" "$runtime"
}

bench_agent() {
    local exporter tree bench_jar server_jar agent as_host root=()
    find_jdk
    find_exporter
    build_all
    build_bench
    build_agent
    packaged_agent "$(settled node-agent/target/vfleet-agent.jar)"
    server_jar=$(settled server/target/vfleet-server.jar)
    server_command "$server_jar"
    bench_jar=$(settled bench/target/vfleet-bench.jar)
    large_host "$(settled simulated-fleet/target/vfleet-simulated-fleet.jar)"
    # the tree is this machine's /sys then, and the kernel walks it, as on a host
    as_host=(unshare --mount sh -c 'mount --bind "$0/sys" /sys && exec "$@"' "$tree")
    if ! "${as_host[@]}" true 2>/dev/null; then
        say "bench: only root can show the tree as a machine's own: the agents walk it themselves, at a higher cost"
        as_host=() root=(--root "$tree")
    fi
    exec "${as_host[@]}" "$JAVA_HOME/bin/java" "${bench_flags[@]}" -jar "$bench_jar" agent --tree "$tree" \
        --exporter "$exporter" "$@" -- "${server_command[@]}" -- "$agent" agent "${root[@]}"
}
