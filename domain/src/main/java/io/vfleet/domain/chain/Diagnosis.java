package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is wrong with one host: the first broken link, every link, and every PF on its own.
public record Diagnosis(
        Verdict verdict, List<LinkDiagnosis> links, List<PfDiagnosis> physicalFunctions) {

    public Diagnosis {
        links = List.copyOf(links);
        physicalFunctions = List.copyOf(physicalFunctions);
    }

    /// Every finding of the node, consequences included, each once.
    public Stream<Finding> findings() {
        return links.stream()
                .flatMap(link -> link.findings().stream())
                .flatMap(Diagnosis::withConsequences);
    }

    private static Stream<Finding> withConsequences(Finding finding) {
        return Stream.concat(
                Stream.of(finding),
                finding.consequences().stream().flatMap(Diagnosis::withConsequences));
    }

    /// The answer in one word, and for BROKEN (or WARN, UNKNOWN) the earliest link in that state.
    /// Never BLOCKED. Order of weight: BROKEN, UNKNOWN, WARN, OK; NOT_APPLICABLE when no PF is in
    /// scope.
    public record Verdict(LinkState state, Optional<Link> link) {}

    /// One link with its findings (each under its own link; consequences under their cause) and
    /// what is open.
    public record LinkDiagnosis(
            Link link, LinkState state, List<Finding> findings, List<Unanswered> unknowns) {
        public LinkDiagnosis {
            findings = List.copyOf(findings);
            unknowns = List.copyOf(unknowns);
        }
    }

    /// One PF: whether and why it counts, and its own chain (node-wide findings included).
    public record PfDiagnosis(
            PciAddress address,
            boolean inScope,
            String why,
            Verdict verdict,
            List<LinkDiagnosis> links) {
        public PfDiagnosis {
            links = List.copyOf(links);
        }
    }
}
