package io.vfleet.simulation;

import io.vfleet.agent.host.UdevRule;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.Vf;
import java.util.LinkedHashMap;
import java.util.Map;

/// What runs on a host by itself: the scripts that make VFs at boot, and the network service that
/// brings up what appears. Under the kernel's monitor.
final class HostScripts {

    private final Kernel kernel;
    private final Map<CardPort, Integer> counts = new LinkedHashMap<>();

    private final Map<String, UdevRule> rules = new LinkedHashMap<>();

    HostScripts(Kernel kernel) {
        this.kernel = kernel;
    }

    /// From the next boot on the port gets so many VFs.
    void persist(CardPort port, int count) {
        counts.put(port, count);
        kernel.writeFile(
                "/etc/systemd/system/sriov-" + port.name() + ".service",
                """
                [Unit]
                After=network-pre.target
                [Service]
                Type=oneshot
                ExecStart=/bin/sh -c 'echo %d > /sys/bus/pci/devices/%s/sriov_numvfs'
                """
                        .formatted(count, port.name()));
    }

    /// From the next boot on udev goes by this rule.
    void persist(UdevRule rule) {
        rules.put(rule.mac(), rule);
    }

    void run() {
        kernel.cardPorts().forEach(this::udev);
        counts.forEach((port, count) -> {
            kernel.enableVfs(port, count);
            raise(port);
        });
    }

    // before the services; a card that has VFs is left alone
    private void udev(CardPort port) {
        port.netdev()
                .map(netdev -> rules.get(Netdev.text(netdev.mac())))
                .filter(_ -> port.vfs().isEmpty())
                .ifPresent(rule -> rule.numVfs().ifPresent(count -> kernel.enableVfs(port, count)));
    }

    /// Brings the port's VFs up like the port itself.
    void raise(CardPort port) {
        int mtu = port.netdev().map(Netdev::mtu).orElse(1500);
        for (Vf vf : port.vfs()) {
            vf.netdev().filter(it -> !it.up()).ifPresent(it -> kernel.setUp(it, mtu));
        }
    }
}
