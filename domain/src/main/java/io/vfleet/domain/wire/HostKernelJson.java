package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalLong;

import io.vfleet.domain.inventory.CrashRecord;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelLine;
import java.util.List;

/// [Host.Kernel] as JSON.
final class HostKernelJson extends JsonFields<Host.Kernel> {

    private final Slot<Long> taint = number("taint");
    private final Slot<String> cpuVirtualization = text("cpuVirtualization");
    private final Slot<Boolean> rdmaNetnsShared = flag("rdmaNetnsShared");
    private final Slot<List<Host.BootArguments>> nextBoot =
            objects("nextBoot", 256, BootArgumentsJson::new);
    private final Slot<Boolean> secureBoot = flag("secureBoot");
    private final Slot<List<Host.HugepageMount>> hugepageMounts =
            objects("hugepageMounts", 256, HugepageMountJson::new);
    private final Slot<List<KernelLine>> log = objects("log", 4096, KernelLineJson::new);
    private final Slot<List<CrashRecord>> crashes = objects("crashes", 256, CrashRecordJson::new);

    HostKernelJson(JsonInput in) {
        super(in);
    }

    @Override
    Host.Kernel build() {
        return new Host.Kernel(
                optionalLong(taint),
                cpuVirtualization.optional(),
                rdmaNetnsShared.optional(),
                nextBoot.or(List.of()),
                secureBoot.optional(),
                hugepageMounts.or(List.of()),
                log.or(List.of()),
                crashes.or(List.of()));
    }

    static void write(JsonOutput out, Host.Kernel kernel) {
        out.number("taint", kernel.taint());
        out.text("cpuVirtualization", kernel.cpuVirtualization());
        out.flag("rdmaNetnsShared", kernel.rdmaNetnsShared());
        out.some("nextBoot", kernel.nextBoot(), BootArgumentsJson::write);
        out.flag("secureBoot", kernel.secureBoot());
        out.some("hugepageMounts", kernel.hugepageMounts(), HugepageMountJson::write);
        out.some("log", kernel.log(), KernelLineJson::write);
        out.some("crashes", kernel.crashes(), CrashRecordJson::write);
    }
}
