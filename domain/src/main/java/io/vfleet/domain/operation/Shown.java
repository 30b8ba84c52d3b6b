package io.vfleet.domain.operation;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whether a report shows that a change is made.
public enum Shown {
    YES,
    NO,
    /// the report does not tell: what it would say it by was not read
    NOT_TOLD;

    public static Shown by(NodeInventory report, Change change) {
        return switch (change) {
            case Change.ResizeVfs(var pf, var numVfs, var _) ->
                    found(report, pf, Shown::count)
                            .map(count -> of(count == numVfs))
                            .orElse(NOT_TOLD);
            case Change.SetVf(var pf, var vf, var wanted) ->
                    vf(report, pf, vf)
                            .flatMap(VirtualFunction::admin)
                            .map(is -> admin(wanted, is))
                            .orElse(NOT_TOLD);
            case Change.BindVfDriver(var pf, var index, var driver) ->
                    vf(report, pf, index).map(vf -> driver(report, vf, driver)).orElse(NOT_TOLD);
            case Change.SetAutoprobe(var pf, var on) ->
                    found(report, pf, Shown::autoprobe).map(is -> of(is == on)).orElse(NOT_TOLD);
            case Change.Recheck _ -> YES;
        };
    }

    /// Whether what is wanted is set; what is not told of a VF is no proof against it.
    public static Shown admin(VfAdmin wanted, VfAdmin is) {
        List<Shown> all =
                List.of(
                        one(wanted.mac(), is.mac()),
                        one(wanted.vlan(), is.vlan()),
                        one(wanted.qos(), is.qos()),
                        one(wanted.spoofchk(), is.spoofchk()),
                        one(wanted.trust(), is.trust()),
                        one(wanted.linkState(), is.linkState()),
                        one(wanted.minTxRate(), is.minTxRate()),
                        one(wanted.maxTxRate(), is.maxTxRate()));
        return Stream.of(NO, NOT_TOLD).filter(all::contains).findFirst().orElse(YES);
    }

    private static Shown driver(NodeInventory report, VirtualFunction vf, String driver) {
        boolean unread = vf.driver().isEmpty() && report.gap(vf.path("driver")).isPresent();
        return unread ? NOT_TOLD : of(vf.driver().equals(Optional.of(driver)));
    }

    private static Optional<Integer> count(PhysicalFunction pf) {
        return pf.sriov().map(PhysicalFunction.Sriov::numVfs).flatMap(Shown::boxed);
    }

    private static Optional<Boolean> autoprobe(PhysicalFunction pf) {
        return pf.sriov().flatMap(PhysicalFunction.Sriov::driversAutoprobe);
    }

    private static Optional<VirtualFunction> vf(NodeInventory report, PciAddress pf, int index) {
        return report.physicalFunctions().stream()
                .filter(one -> one.address().equals(pf))
                .flatMap(one -> one.virtualFunctions().stream())
                .filter(vf -> vf.index().equals(OptionalInt.of(index)))
                .findFirst();
    }

    private static <T> Optional<T> found(
            NodeInventory report, PciAddress pf, Function<PhysicalFunction, Optional<T>> fact) {
        return report.physicalFunctions().stream()
                .filter(one -> one.address().equals(pf))
                .findFirst()
                .flatMap(fact);
    }

    private static Shown one(OptionalInt wanted, OptionalInt is) {
        return one(boxed(wanted), boxed(is));
    }

    private static <T> Shown one(Optional<T> wanted, Optional<T> is) {
        return wanted.isEmpty()
                ? YES
                : is.map(value -> of(wanted.get().equals(value))).orElse(NOT_TOLD);
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.stream().boxed().findFirst();
    }

    private static Shown of(boolean same) {
        return same ? YES : NO;
    }
}
