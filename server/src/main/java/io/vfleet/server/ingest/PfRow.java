package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.sizing.VfRoom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PF as it stands in the table.
record PfRow(
        String address,
        @Nullable String vendorId,
        @Nullable String deviceId,
        @Nullable String driver,
        @Nullable Integer numaNode,
        @Nullable Integer iommuGroup,
        @Nullable Integer totalVfs,
        @Nullable Integer numVfs,
        @Nullable String netdev,
        @Nullable String mac,
        @Nullable String operState,
        @Nullable Integer speedMbps,
        boolean inScope,
        String verdict,
        @Nullable String verdictLink,
        SizingRow sizing,
        BootRow boot)
        implements FunctionRow {

    private static final Diagnosis.Verdict NOTHING_TO_JUDGE =
            new Diagnosis.Verdict(LinkState.NOT_APPLICABLE, Optional.empty());

    static PfRow of(
            PhysicalFunction pf,
            Optional<Diagnosis.PfDiagnosis> diagnosis,
            Optional<VfRoom> room,
            BootRow boot) {
        Optional<Netdev> netdev = pf.netdevs().stream().findFirst();
        Diagnosis.Verdict verdict =
                diagnosis.map(Diagnosis.PfDiagnosis::verdict).orElse(NOTHING_TO_JUDGE);
        return new PfRow(
                pf.address().toString(),
                pf.vendorId().orElse(null),
                pf.deviceId().orElse(null),
                pf.driver().orElse(null),
                Ints.orNull(pf.numaNode()),
                Ints.orNull(pf.iommuGroup()),
                pf.sriov().map(Sriov::totalVfs).map(Ints::orNull).orElse(null),
                pf.sriov().map(Sriov::numVfs).map(Ints::orNull).orElse(null),
                netdev.map(Netdev::name).orElse(null),
                cardMac(pf).orElse(null),
                netdev.flatMap(Netdev::operState).orElse(null),
                netdev.map(Netdev::speedMbps).map(Ints::orNull).orElse(null),
                diagnosis.map(Diagnosis.PfDiagnosis::inScope).orElse(false),
                verdict.state().name(),
                verdict.link().map(Link::id).orElse(null),
                SizingRow.of(room),
                boot);
    }

    /// What tells one card from another in the same slot.
    static Optional<String> cardMac(PhysicalFunction pf) {
        return pf.netdevs().stream()
                .findFirst()
                .flatMap(netdev -> netdev.permanentMac().or(netdev::mac));
    }

    @Override
    public String subject() {
        return "pf " + address;
    }
}
