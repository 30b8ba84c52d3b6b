package io.vfleet.agent.host;

import io.vfleet.domain.inventory.PciAddress;
import java.nio.file.Path;

/// Asks this machine's kernel once what an agent asks beside its files, whatever the answers are.
public final class KernelRehearsal {

    private KernelRehearsal() {}

    public static void main(String[] args) {
        DirectoryHost host = new DirectoryHost(Path.of("/"));
        System.out.printf(
                "rehearsal: VF settings %s, names %s, devlink %s, kernel log %s%n",
                outcome(host.vfAdmin("lo")),
                outcome(host.linkNames("lo")),
                outcome(host.devlink(PciAddress.parse("0000:00:00.0"))),
                outcome(host.kernelLines()));
    }

    private static String outcome(Reading<?> reading) {
        return reading.getClass().getSimpleName();
    }
}
