package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Diagnosis.LinkDiagnosis;
import io.vfleet.domain.chain.Diagnosis.Verdict;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes links and a verdict of conclusions: the node's of all, a PF's of those on its path.
final class Links {

    /// What weighs more decides a link.
    private static final List<LinkState> WEIGHT =
            List.of(
                    LinkState.BROKEN,
                    LinkState.UNKNOWN,
                    LinkState.BLOCKED,
                    LinkState.WARN,
                    LinkState.OK,
                    LinkState.NOT_APPLICABLE);

    private final Map<Link, List<Concluded>> concluded;
    private final Causes causes;
    private final Map<Finding, List<Finding>> consequences;

    Links(List<Concluded> concluded) {
        this.concluded =
                concluded.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.check().link(),
                                        () -> new EnumMap<>(Link.class),
                                        Collectors.toList()));
        causes = new Causes(concluded);
        consequences = consequences(concluded, causes);
    }

    static List<LinkDiagnosis> notApplicable() {
        return Arrays.stream(Link.values())
                .map(link ->
                        new LinkDiagnosis(link, LinkState.NOT_APPLICABLE, List.of(), List.of()))
                .toList();
    }

    static Verdict verdict(List<LinkDiagnosis> links) {
        return Stream.of(LinkState.BROKEN, LinkState.UNKNOWN, LinkState.WARN)
                .flatMap(state -> links.stream().filter(link -> link.state() == state))
                .map(link -> new Verdict(link.state(), Optional.of(link.link())))
                .findFirst()
                .orElseGet(() -> new Verdict(LinkState.OK, Optional.empty()));
    }

    List<LinkDiagnosis> ofNode() {
        return links(_ -> true);
    }

    List<LinkDiagnosis> of(PciAddress pf) {
        return links(subject -> Subjects.concerns(subject, pf));
    }

    private List<LinkDiagnosis> links(Predicate<Subject> within) {
        return Arrays.stream(Link.values()).map(link -> link(link, within)).toList();
    }

    private LinkDiagnosis link(Link link, Predicate<Subject> within) {
        List<Concluded> own =
                concluded.getOrDefault(link, List.of()).stream()
                        .filter(one -> within.test(one.subject()))
                        .toList();
        LinkState state =
                own.stream()
                        .map(this::state)
                        .min(Comparator.comparingInt(WEIGHT::indexOf))
                        .orElse(LinkState.NOT_APPLICABLE);
        return new LinkDiagnosis(link, state, roots(own, within), unknowns(own));
    }

    private LinkState state(Concluded one) {
        return switch (one.conclusion()) {
            case Conclusion.Intact _ -> fine(one.check());
            case Conclusion.NotApplicable _ -> LinkState.NOT_APPLICABLE;
            case Conclusion.Unknown _ -> unknown(one.check());
            case Conclusion.Broken(Finding finding) ->
                    causes.ofFinding(one.check(), finding)
                            .map(cause -> following(one.check(), cause))
                            .orElseGet(() -> broken(one.check(), finding.severity()));
            case Conclusion.Blocked(Subject subject, _, _) ->
                    causes.of(one.check(), subject)
                            .map(cause -> following(one.check(), cause))
                            .orElseGet(() -> unknown(one.check()));
        };
    }

    private static LinkState unknown(CheckInfo check) {
        return check.critical() ? LinkState.UNKNOWN : LinkState.NOT_APPLICABLE;
    }

    /// A consequence breaks nothing by itself. Further down than its cause it leaves its link
    /// without an answer; in the same link or before, the cause speaks for it.
    private static LinkState following(CheckInfo check, Finding cause) {
        boolean furtherDown = cause.link().compareTo(check.link()) < 0;
        return furtherDown ? LinkState.BLOCKED : LinkState.NOT_APPLICABLE;
    }

    private static LinkState broken(CheckInfo check, Severity severity) {
        return switch (severity) {
            case CRITICAL -> LinkState.BROKEN;
            case WARNING -> LinkState.WARN;
            case INFO -> fine(check);
        };
    }

    /// A lesser check makes no link green: that a port is up says nothing of hugepages or RDMA.
    private static LinkState fine(CheckInfo check) {
        return check.critical() ? LinkState.OK : LinkState.NOT_APPLICABLE;
    }

    private List<Finding> roots(List<Concluded> own, Predicate<Subject> within) {
        return own.stream()
                .filter(one -> cause(one).isEmpty())
                .flatMap(one -> finding(one).stream())
                .map(finding -> withConsequences(finding, within))
                .toList();
    }

    private Finding withConsequences(Finding finding, Predicate<Subject> within) {
        return finding.with(
                consequences.getOrDefault(finding, List.of()).stream()
                        .filter(consequence -> within.test(consequence.subject()))
                        .map(consequence -> withConsequences(consequence, within))
                        .toList());
    }

    private static Map<Finding, List<Finding>> consequences(
            List<Concluded> concluded, Causes causes) {
        Map<Finding, List<Finding>> consequences = new IdentityHashMap<>();
        for (Concluded one : concluded) {
            finding(one)
                    .ifPresent(finding ->
                            causes.ofFinding(one.check(), finding)
                                    .ifPresent(cause ->
                                            consequences
                                                    .computeIfAbsent(cause, _ -> new ArrayList<>())
                                                    .add(finding)));
        }
        return consequences;
    }

    private Optional<Finding> cause(Concluded one) {
        return finding(one).flatMap(finding -> causes.ofFinding(one.check(), finding));
    }

    private static Optional<Finding> finding(Concluded one) {
        return one.conclusion() instanceof Conclusion.Broken(Finding finding)
                ? Optional.of(finding)
                : Optional.empty();
    }

    private List<Unanswered> unknowns(List<Concluded> own) {
        return own.stream().flatMap(one -> unanswered(one).stream()).toList();
    }

    private Optional<Unanswered> unanswered(Concluded one) {
        return switch (one.conclusion()) {
            case Conclusion.Unknown(Subject subject, String path, String reason) ->
                    Optional.of(new Unanswered(one.check().id(), subject, path, reason));
            case Conclusion.Blocked(Subject subject, String path, String why)
                    when causes.of(one.check(), subject).isEmpty() ->
                    Optional.of(new Unanswered(one.check().id(), subject, path, why));
            case Conclusion.Blocked _, Conclusion.Broken _ -> Optional.empty();
            case Conclusion.Intact _, Conclusion.NotApplicable _ -> Optional.empty();
        };
    }
}
