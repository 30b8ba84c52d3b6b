package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfBuses;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether the kernel is bound to refuse: more VFs than `sriov_totalvfs` are ERANGE, VFs beyond the
/// last bus of the bridge above ENOMEM (drivers/pci/iov.c, sriov_numvfs_store and sriov_enable).
final class PredictionGate implements Gate {

    @Override
    public String id() {
        return "G12";
    }

    @Override
    public String clear() {
        return "the count is within sriov_totalvfs, and the bridge above has a bus for each";
    }

    @Override
    public boolean mustKnow() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        int total =
                subject.pf()
                        .totalVfs()
                        .orElseThrow(() -> new Unknowable("sriov_totalvfs is not known"));
        return subject.target() > total
                ? Optional.of(
                        "%d VFs are more than sriov_totalvfs, which is %d"
                                .formatted(subject.target(), total))
                : beyondTheBuses(subject);
    }

    private static Optional<String> beyondTheBuses(Subject subject) throws Unknowable {
        PciAddress pf = subject.pf().address();
        VfBuses own =
                new VfBuses(
                        pf,
                        number(subject.sight(), pf.sysfsPath() + "/sriov_offset"),
                        number(subject.sight(), pf.sysfsPath() + "/sriov_stride"),
                        OptionalInt.empty());
        // a bus of its own every PF has
        if (subject.target() <= own.onOwnBus()) {
            return Optional.empty();
        }
        int last = lastBus(subject.sight(), pf);
        VfBuses buses = new VfBuses(pf, own.offset(), own.stride(), OptionalInt.of(last));
        return subject.target() > buses.possible().orElseThrow()
                ? Optional.of(
                        "the bridge above has the buses up to %02x, with room for %d VFs"
                                .formatted(last, buses.possible().orElseThrow()))
                : Optional.empty();
    }

    private static int lastBus(Sight sight, PciAddress pf) throws Unknowable {
        String target = sight.link(pf.sysfsPath()).orElse("");
        String[] path = target.split("/");
        Optional<PciAddress> bridge =
                path.length < 2 ? Optional.empty() : PciAddress.find(path[path.length - 2]);
        return number(
                sight,
                bridge.orElseThrow(() -> new Unknowable("no bridge is above " + pf)).sysfsPath()
                        + "/subordinate_bus_number");
    }

    private static int number(Sight sight, String path) throws Unknowable {
        return sight.text(path)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .orElseThrow(() -> new Unknowable(path + " is not there"));
    }
}
