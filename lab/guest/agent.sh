# shellcheck shell=bash
# Four VFs on each PF, then the real agent, and what the host side asks for until it says stop.
# /share/env sets SERVER_PORT (on the host's loopback) and TOKEN.
set -u
. /share/host.sh
make_vfs || exit 1

management=$(for d in /sys/class/net/*; do [ "$(basename "$(readlink "$d/device/driver")" 2>/dev/null)" = virtio_net ] && basename "$d"; done)
ip addr add 10.0.2.15/24 dev "$management"
ip link set "$management" up
# the agent speaks plain http to loopback only; 10.0.2.2 is the loopback of the machine that runs QEMU
gateway=10.0.2.2 timeout=600s
if [ "$(cat /share/scenario)" = remediation ]; then
    ip addr add 10.0.3.15/24 dev "$pf0"
    gateway=10.0.3.2 timeout=30s
fi
socat "TCP-LISTEN:$SERVER_PORT,bind=127.0.0.1,fork,reuseaddr" "TCP:$gateway:$SERVER_PORT,connect-timeout=5" &

mkdir -p /etc/vfleet /var/run
printf 'mode: remediate\noverridable: [G5, G12]\nrevertTimeout: %s\n' $timeout > /etc/vfleet/policy.yaml

start_agent() {
    $java agent --server "http://127.0.0.1:$SERVER_PORT" --enroll-token "$TOKEN" --state /tmp/agent --hostname lab-guest >> /share/agent.log 2>&1 &
    agent=$!
}
# kill -9 of the agent alone: what it has begun goes on without it
kill_agent() {
    kill -9 $agent
    wait $agent
}

# rebind FUNCTION DRIVER: to the driver, or to the one that fits for ''
rebind() {
    local address
    address=$(basename "$(readlink "$1")")
    echo "$2" > "$1/driver_override"
    echo "$address" > "$1/driver/unbind"
    echo "$address" > /sys/bus/pci/drivers_probe
    [ -e "$1/driver" ]
}
# one collect after the other; exit codes and sizes of what they print
collect_often() {
    while true; do
        $java collect > /tmp/collected.json 2>&1
        echo "$? $(grep -c '"address"' /tmp/collected.json)"
    done > /share/collected.txt
}
# collected COUNT: until so many have ended
collected() { until [ "$(wc -l < /share/collected.txt)" -ge "$1" ]; do sleep 0.2; done; }

start_agent
while [ ! -e /share/stop ]; do
    for asked in /share/asked/*.sh; do
        [ -e "$asked" ] || continue
        # not in a shell of its own: the agent is this shell's child
        . "$asked" > "${asked%.sh}.out" 2>&1
        echo $? > "${asked%.sh}.code"
        mv "$asked" "${asked%.sh}.done"
    done
    kill -0 $agent || exit 1
    sleep 0.5
done
grep -E 'VmRSS|VmHWM' /proc/$agent/status
kill $agent
wait $agent
# 143: ended by our own SIGTERM
[ $? = 143 ]
