package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalLong;

import io.vfleet.domain.inventory.Host;
import java.util.List;

/// [Host.Kernel] as JSON.
final class HostKernelJson extends JsonFields<Host.Kernel> {

    private final Slot<Long> taint = number("taint");
    private final Slot<String> cpuVirtualization = text("cpuVirtualization");
    private final Slot<Boolean> rdmaNetnsShared = flag("rdmaNetnsShared");
    private final Slot<List<Host.BootArguments>> nextBoot =
            objects("nextBoot", 256, BootArgumentsJson::new);

    HostKernelJson(JsonInput in) {
        super(in);
    }

    @Override
    Host.Kernel build() {
        return new Host.Kernel(
                optionalLong(taint),
                cpuVirtualization.optional(),
                rdmaNetnsShared.optional(),
                nextBoot.or(List.of()));
    }

    static void write(JsonOutput out, Host.Kernel kernel) {
        out.number("taint", kernel.taint());
        out.text("cpuVirtualization", kernel.cpuVirtualization());
        out.flag("rdmaNetnsShared", kernel.rdmaNetnsShared());
        out.some("nextBoot", kernel.nextBoot(), BootArgumentsJson::write);
    }
}
