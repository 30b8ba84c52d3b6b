package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Host;
import java.time.Instant;
import java.util.Optional;

/// [Host] as JSON.
final class HostJson extends JsonFields<Host> {

    private final Slot<String> hostname = text("hostname");
    private final Slot<String> machineId = text("machineId");
    private final Slot<String> bootId = text("bootId");
    private final Slot<Instant> bootedAt = time("bootedAt");
    private final Slot<String> kernelRelease = text("kernelRelease");
    private final Slot<String> kernelCommandLine = text("kernelCommandLine");
    private final Slot<String> cpuVendor = text("cpuVendor");
    private final Slot<Boolean> hypervisor = flag("hypervisor");
    private final Slot<String> lockdown = text("lockdown");
    private final Slot<Host.Dmi> dmi = object("dmi", DmiJson::new);
    private final Slot<Host.Kernel> kernel = object("kernel", HostKernelJson::new);

    HostJson(JsonInput in) {
        super(in);
    }

    @Override
    Host build() throws MalformedDocument {
        return new Host(
                hostname.optional(),
                machineId.optional(),
                bootId.optional(),
                bootedAt.optional(),
                kernelRelease.optional(),
                kernelCommandLine.optional(),
                cpuVendor.optional(),
                hypervisor.optional(),
                lockdown.optional(),
                dmi.or(DmiJson.NONE),
                kernel.or(Host.Kernel.NONE));
    }

    static void write(JsonOutput out, Host host) {
        out.text("hostname", host.hostname());
        out.text("machineId", host.machineId());
        out.text("bootId", host.bootId());
        out.time("bootedAt", host.bootedAt());
        out.text("kernelRelease", host.kernelRelease());
        out.text("kernelCommandLine", host.kernelCommandLine());
        out.text("cpuVendor", host.cpuVendor());
        out.flag("hypervisor", host.hypervisor());
        out.text("lockdown", host.lockdown());
        out.object("dmi", host.dmi(), DmiJson::write);
        out.object("kernel", said(host.kernel()), HostKernelJson::write);
    }

    private static Optional<Host.Kernel> said(Host.Kernel kernel) {
        return kernel.equals(Host.Kernel.NONE) ? Optional.empty() : Optional.of(kernel);
    }
}
