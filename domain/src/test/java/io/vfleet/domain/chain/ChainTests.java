package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChainTests {

    private static final Subject NODE = new Subject.Node();
    private static final Subject PF = new Subject.Pf(Examined.PF0);
    private static final Subject OTHER = new Subject.Pf(Examined.PF1);

    /// A check that says what it is told to.
    private record Scripted(CheckInfo info, List<Conclusion> says) implements Check {
        @Override
        public Stream<Conclusion> examine(Examination host) {
            return says.stream();
        }
    }

    private static CheckInfo critical(String id, Link link, String... causes) {
        return CheckInfo.critical(id, "D00", link, id + "?").causedBy(causes);
    }

    private static Check check(CheckInfo info, Conclusion... says) {
        return new Scripted(info, Arrays.asList(says));
    }

    private static Conclusion broken(CheckInfo info, Subject subject, Severity severity) {
        return new FindingDraft(info, subject, "because").severity(severity).conclude();
    }

    private static Check failing(CheckInfo info, Subject subject, Severity severity) {
        return check(info, broken(info, subject, severity));
    }

    private static Examined examined(Check... checks) {
        return new Examined(
                new Chain(Arrays.asList(checks))
                        .examine(Inventories.healthyHost().build(), Expectations.NONE));
    }

    @Test
    void aHealthyHostIsOk() {
        Examined examined = Examined.of(Inventories.healthyHost());

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
        assertThat(examined.at()).isEmpty();
        assertThat(examined.diagnosis().findings()).isEmpty();
        assertThat(examined.diagnosis().links())
                .extracting(Diagnosis.LinkDiagnosis::state)
                .containsExactly(
                        LinkState.OK,
                        LinkState.OK,
                        LinkState.OK,
                        LinkState.OK,
                        LinkState.OK,
                        LinkState.NOT_APPLICABLE);
        assertThat(examined.pf(0).why()).isEqualTo("has 4 VFs");
    }

    @Test
    void severityDecidesTheLink() {
        CheckInfo info = critical("a", Link.VFS);

        assertThat(examined(failing(info, PF, Severity.CRITICAL)).state(Link.VFS))
                .isEqualTo(LinkState.BROKEN);
        assertThat(examined(failing(info, PF, Severity.WARNING)).state(Link.VFS))
                .isEqualTo(LinkState.WARN);
        assertThat(examined(failing(info, PF, Severity.INFO)).state(Link.VFS))
                .isEqualTo(LinkState.OK);
    }

    @Test
    void theEarliestBreakIsTheVerdictAndAnUnknownBeforeItHidesNothing() {
        CheckInfo early = critical("a", Link.FIRMWARE);
        CheckInfo middle = critical("b", Link.KERNEL);
        CheckInfo late = critical("c", Link.VFS);

        Examined examined =
                examined(
                        check(early, new Conclusion.Unknown(NODE, "/a", "EACCES")),
                        failing(middle, NODE, Severity.CRITICAL),
                        failing(late, PF, Severity.CRITICAL));

        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.at()).contains(Link.KERNEL);
        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns("a"))
                .containsExactly(new Unanswered("a", NODE, "/a", "EACCES"));
    }

    @Test
    void anUnknownWeighsMoreThanAWarning() {
        CheckInfo early = critical("a", Link.FIRMWARE);
        CheckInfo late = critical("b", Link.VFS);

        Examined examined =
                examined(
                        failing(early, NODE, Severity.WARNING),
                        check(late, new Conclusion.Unknown(PF, "/b", "EIO")));

        assertThat(examined.verdict()).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.at()).contains(Link.VFS);
        assertThat(examined.pf(1).verdict().state()).isEqualTo(LinkState.WARN);
    }

    @Test
    void aLesserChecksUnknownIsOnlyListed() {
        CheckInfo lesser = CheckInfo.lesser("a", "D00", Link.VFS, "a?");

        Examined examined = examined(check(lesser, new Conclusion.Unknown(PF, "/a", "EIO")));

        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(examined.unknowns("a")).hasSize(1);
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void aConsequenceHangsOnItsCauseAndBreaksNothing() {
        CheckInfo cause = critical("a", Link.FIRMWARE);
        CheckInfo between = critical("b", Link.VFS, "a");
        CheckInfo end = critical("c", Link.RDMA, "b", "a");

        Examined examined =
                examined(
                        failing(cause, NODE, Severity.CRITICAL),
                        failing(between, PF, Severity.CRITICAL),
                        failing(end, PF, Severity.CRITICAL));

        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.BLOCKED);
        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.BLOCKED);
        assertThat(examined.link(Link.VFS).findings()).isEmpty();
        Finding root = examined.link(Link.FIRMWARE).findings().getFirst();
        assertThat(root.consequences()).extracting(Finding::check).containsExactly("b");
        assertThat(root.consequences().getFirst().consequences())
                .extracting(Finding::check)
                .containsExactly("c");
        assertThat(examined.diagnosis().findings()).hasSize(3);
    }

    @Test
    void aCauseOnAnotherPfExplainsNothing() {
        CheckInfo cause = critical("a", Link.VFS);
        CheckInfo check = critical("b", Link.RDMA, "a");

        Examined examined =
                examined(
                        failing(cause, OTHER, Severity.CRITICAL),
                        failing(check, PF, Severity.CRITICAL));

        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.BROKEN);
        assertThat(examined.pf(0).verdict().link()).contains(Link.RDMA);
        assertThat(examined.pf(1).verdict().link()).contains(Link.VFS);
    }

    @Test
    void anUndeclaredCauseExplainsNothing() {
        Examined examined =
                examined(
                        failing(critical("a", Link.FIRMWARE), NODE, Severity.CRITICAL),
                        failing(critical("b", Link.VFS), PF, Severity.CRITICAL));

        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.BROKEN);
    }

    @Test
    void aWarningDoesNotSwallowABreak() {
        Examined examined =
                examined(
                        failing(critical("a", Link.FIRMWARE), NODE, Severity.WARNING),
                        failing(critical("b", Link.VFS, "a"), PF, Severity.CRITICAL));

        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.at()).contains(Link.VFS);
    }

    @Test
    void blockedNeedsAFindingOfADeclaredCauseElseItIsUnknown() {
        CheckInfo cause = critical("a", Link.VFS);
        CheckInfo check = critical("b", Link.RDMA, "a");
        Check blocked = check(check, new Conclusion.Blocked(PF, "/b", "no VFs"));

        Examined with = examined(failing(cause, PF, Severity.CRITICAL), blocked);
        assertThat(with.state(Link.RDMA)).isEqualTo(LinkState.BLOCKED);
        assertThat(with.unknowns("b")).isEmpty();
        Examined without = examined(check(cause, new Conclusion.Intact(PF)), blocked);
        assertThat(without.state(Link.RDMA)).isEqualTo(LinkState.UNKNOWN);
        assertThat(without.unknowns("b")).hasSize(1);
    }

    @Test
    void theNodeHasTheWorstOfItsPfs() {
        CheckInfo info = critical("a", Link.VFS);

        Examined examined =
                examined(
                        check(
                                info,
                                new Conclusion.Intact(PF),
                                broken(info, OTHER, Severity.CRITICAL)));

        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.BROKEN);
        assertThat(examined.state(0, Link.VFS)).isEqualTo(LinkState.OK);
        assertThat(examined.state(1, Link.VFS)).isEqualTo(LinkState.BROKEN);
        assertThat(examined.pf(0).verdict().state()).isEqualTo(LinkState.OK);
    }

    @Test
    void whatIsWrongWithTheNodeIsWrongForEachPf() {
        Examined examined = examined(failing(critical("a", Link.KERNEL), NODE, Severity.CRITICAL));

        assertThat(examined.diagnosis().physicalFunctions())
                .allSatisfy(pf -> assertThat(pf.verdict().link()).contains(Link.KERNEL));
        assertThat(examined.diagnosis().findings()).hasSize(1);
    }

    @Test
    void checksStandAfterTheirCauses() {
        CheckInfo cause = critical("a", Link.FIRMWARE);
        CheckInfo check = critical("b", Link.VFS, "a");

        assertThatThrownBy(() -> new Chain(List.of(check(check), check(cause))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b must stand once, and after its causes [a]");
        assertThatThrownBy(() -> new Chain(List.of(check(cause), check(cause))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPfWithoutVfsIsOutOfScopeUntilSomebodyWantsSome() {
        HostDraft host = Inventories.healthyHost().pf(1, pf -> pf.vfs(0));

        Examined unwanted = Examined.of(host);
        assertThat(unwanted.pf(1).inScope()).isFalse();
        assertThat(unwanted.pf(1).why()).isEqualTo("has no VFs, and none are wanted");
        assertThat(unwanted.pf(1).verdict().state()).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(unwanted.pf(1).links()).hasSize(6);
        assertThat(unwanted.verdict()).isEqualTo(LinkState.OK);
        Examined wanted = Examined.of(host, Examined.desired(Examined.PF1, 4));
        assertThat(wanted.pf(1).why()).isEqualTo("4 VFs wanted");
        Examined none = Examined.of(host, Examined.desired(Examined.PF1, 0));
        assertThat(none.pf(1).inScope()).isTrue();
        assertThat(none.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void aPfThatLostItsVfsIsInScope() {
        Journal journal =
                new Journal(Optional.empty(), List.of(new Journal.VfCount(Examined.PF1, 4)));

        Examined examined =
                Examined.of(Inventories.healthyHost().pf(1, pf -> pf.vfs(0)).journal(journal));

        assertThat(examined.pf(1).inScope()).isTrue();
        assertThat(examined.pf(1).why()).isEqualTo("had 4 VFs before the last boot");
    }

    @Test
    void otherDevicesThanNetworkCardsAreOutOfScope() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .eachPf(pf -> pf.classCode("0b4000").noDriver())
                                .iommuOffInFirmware());

        assertThat(examined.verdict()).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(examined.pf(0).why()).isEqualTo("not a network function (class 0b4000)");
        assertThat(examined.diagnosis().findings()).isEmpty();
    }

    @Test
    void withoutAPfThereIsNothingToJudge() {
        Examined examined = Examined.of(Inventories.healthyHost().noPfs().acpiTables());

        assertThat(examined.verdict()).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(examined.at()).isEmpty();
        assertThat(examined.diagnosis().links())
                .hasSize(6)
                .allSatisfy(link -> assertThat(link.state()).isEqualTo(LinkState.NOT_APPLICABLE));
    }

    @Test
    void aGuestThatSeesOnlyVfsIsNotJudged() {
        HostDraft guest =
                Inventories.healthyHost()
                        .noPfs()
                        .acpiTables()
                        .iommuUnits()
                        .hypervisor(true)
                        .orphans(Inventories.orphan("0000:00:05.0"));

        assertThat(Examined.of(guest).verdict()).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(Examined.of(guest).state(Link.FIRMWARE)).isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void aVirtualMachineWithAPfIsJudgedAsAHost() {
        Examined examined =
                Examined.of(Inventories.healthyHost().hypervisor(true).iommuOffInFirmware());

        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
    }

    @Test
    void everyCheckSaysWhatItAsks() {
        List<CheckInfo> checks = Chain.standard().checks();

        assertThat(checks).extracting(CheckInfo::id).doesNotHaveDuplicates().isNotEmpty();
        assertThat(checks)
                .allSatisfy(check -> {
                    assertThat(check.id()).matches("[a-z]+(-[a-z]+)+");
                    assertThat(check.reference()).matches("D\\d\\d|A\\d\\.\\d");
                    assertThat(check.title()).endsWith("?");
                });
    }
}
