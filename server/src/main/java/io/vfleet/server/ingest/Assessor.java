package io.vfleet.server.ingest;

import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.sizing.Sizing;
import io.vfleet.domain.wire.DiagnosisJson;
import io.vfleet.server.findings.FindingChange;
import io.vfleet.server.findings.Findings;
import io.vfleet.server.ingest.Wishes.Wish;
import io.vfleet.server.judging.Judging;
import io.vfleet.server.nodes.Node.Enrollment;
import io.vfleet.server.ownchecks.ActiveChecks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Diagnoses an observation and compares it with the rows that stand there; writes nothing.
@Component
class Assessor {

    private static final Diagnosis NOTHING =
            new Diagnosis(
                    new Diagnosis.Verdict(LinkState.NOT_APPLICABLE, Optional.empty()),
                    List.of(),
                    List.of());

    private final Chain chain;
    private final ActiveChecks ownChecks;
    private final Wishes wishes;
    private final StateStore store;
    private final Findings findings;
    private final Judging judging;

    Assessor(
            Chain chain,
            ActiveChecks ownChecks,
            Wishes wishes,
            StateStore store,
            Findings findings,
            Judging judging) {
        this.chain = chain;
        this.ownChecks = ownChecks;
        this.wishes = wishes;
        this.store = store;
        this.findings = findings;
        this.judging = judging;
    }

    NodeChange assess(Basis basis, Observation seen) {
        if (seen.fresh() && basis.digest().filter(seen.digest()::equals).isPresent()) {
            return new NodeChange(
                    basis,
                    Optional.of(seen.order()),
                    seen.age(),
                    Optional.empty(),
                    Happenings.told(basis, seen));
        }
        NodeState state = state(basis, seen);
        return new NodeChange(
                basis,
                seen.fresh() ? Optional.of(seen.order()) : Optional.empty(),
                seen.age(),
                Optional.of(state),
                Happenings.of(basis, seen, state));
    }

    /// A node that was not let in is judged, but adds nothing to the fleet.
    private NodeState state(Basis basis, Observation seen) {
        Wish wish = wishes.of(basis.node(), seen.inventory());
        Diagnosis diagnosis =
                chain.examine(
                        seen.inventory(), wish.expectations(), ownChecks.of(seen.inventory()));
        boolean counts = basis.enrollment() == Enrollment.APPROVED;
        FindingChange change =
                findings.compare(basis.node(), seen.at(), counts ? diagnosis : NOTHING);
        return new NodeState(
                facts(basis, seen, counts ? diagnosis : NOTHING, wish),
                document(basis, seen, diagnosis),
                RowChange.between(
                        store.physicalFunctions(basis.node()),
                        counts ? pfs(seen.inventory(), diagnosis, wish.expectations()) : List.of()),
                RowChange.between(
                        store.virtualFunctions(basis.node()),
                        counts ? vfs(seen.inventory()) : List.of()),
                change,
                VfCounts.of(seen.inventory()),
                TraitRow.of(basis.node(), seen.inventory()),
                AddressRows.differing(basis, seen.inventory(), counts));
    }

    private static NodeState.Facts facts(
            Basis basis, Observation seen, Diagnosis diagnosis, Wish wish) {
        boolean counts = basis.enrollment() == Enrollment.APPROVED;
        return FactRows.of(
                basis,
                seen,
                wish.profile().orElse(null),
                counts ? judgment(diagnosis) : NodeState.Judgment.NONE,
                counts ? counts(seen.inventory(), wish.expectations()) : NodeState.Counts.NONE);
    }

    private static NodeState.Judgment judgment(Diagnosis diagnosis) {
        String states =
                diagnosis.links().stream()
                        .map(link -> link.state().name())
                        .collect(Collectors.joining(",", "{", "}"));
        return new NodeState.Judgment(
                diagnosis.verdict().state().name(),
                diagnosis.verdict().link().map(Link::id).orElse(null),
                diagnosis.links().size() == Link.values().length ? states : null);
    }

    private static NodeState.Counts counts(NodeInventory inventory, Expectations wanted) {
        List<Optional<Boolean>> uses =
                inventory.physicalFunctions().stream()
                        .filter(PhysicalFunction::network)
                        .flatMap(pf -> pf.virtualFunctions().stream())
                        .map(vf -> vf.use().inUse())
                        .toList();
        int desired = wanted.desiredVfs().values().stream().mapToInt(Integer::intValue).sum();
        return new NodeState.Counts(
                inventory.physicalFunctions().size(),
                uses.size(),
                desired,
                Collections.frequency(uses, Optional.of(true)),
                Collections.frequency(uses, Optional.empty()));
    }

    private NodeState.Document document(Basis basis, Observation seen, Diagnosis diagnosis) {
        return new NodeState.Document(
                basis.node(),
                seen.digest(),
                seen.order(),
                seen.receivedAt(),
                seen.inventory().collectedAt(),
                seen.document(),
                gzip(diagnosis),
                judging.catalogue());
    }

    private static byte[] gzip(Diagnosis diagnosis) {
        var json = new ByteArrayOutputStream();
        try {
            DiagnosisJson.write(diagnosis, json, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ReportBody.gzip(json.toByteArray());
    }

    private static List<PfRow> pfs(
            NodeInventory inventory, Diagnosis diagnosis, Expectations wanted) {
        Map<PciAddress, Diagnosis.PfDiagnosis> judged =
                diagnosis.physicalFunctions().stream()
                        .collect(
                                Collectors.toMap(
                                        Diagnosis.PfDiagnosis::address, Function.identity()));
        return inventory.physicalFunctions().stream()
                .map(pf ->
                        PfRow.of(
                                pf,
                                Optional.ofNullable(judged.get(pf.address())),
                                Sizing.of(inventory, pf, wanted),
                                BootRow.of(inventory, pf)))
                .toList();
    }

    private static List<VfRow> vfs(NodeInventory inventory) {
        Stream<VfRow> owned =
                inventory.physicalFunctions().stream()
                        .flatMap(pf ->
                                pf.virtualFunctions().stream()
                                        .map(vf -> VfRow.of(Optional.of(pf.address()), vf)));
        Stream<VfRow> orphans =
                inventory.orphanVirtualFunctions().stream()
                        .map(vf -> VfRow.of(Optional.empty(), vf));
        return Stream.concat(owned, orphans).toList();
    }
}
