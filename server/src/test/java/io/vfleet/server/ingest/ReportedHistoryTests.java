package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.TestAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What enters a node's history with its reports.
class ReportedHistoryTests extends IngestScene {

    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");
    private static final Instant CHANGED_AT = Instant.parse("2026-03-01T11:59:00Z");

    @Test
    void changesOfALateReportEnterHistoryOnce() {
        TestAgent agent = approved();
        send(agent, report(1, 5, Inventories.healthyHost()));
        var change = new Report.Change(CHANGED_AT, "boot", PF, 4, 0);
        Report late = report(1, 4, Inventories.healthyHost(), change);

        assertThat(duplicate(agent, late)).isTrue();
        assertThat(duplicate(agent, late)).isTrue();

        assertThat(numVfs(agent)).containsExactly("4→0");
    }

    @Test
    void changeThatWasToldIsNotSeenASecondTime() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        var told = new Report.Change(CHANGED_AT, "boot", PF, 4, 2);

        send(agent, report(2, Inventories.healthyHost().pf(0, pf -> pf.vfs(2)), told));
        send(agent, report(3, Inventories.healthyHost().pf(0, pf -> pf.vfs(3))));

        assertThat(numVfs(agent)).containsExactly("4→2", "2→3");
    }

    @Test
    void changeOfAHostWhoseClockIsAheadEntersHistoryOnceAndNotInTheFuture() {
        TestAgent agent = approved();
        Instant ahead = Instant.now().plus(Duration.ofMinutes(10));
        var change = new Report.Change(ahead, "boot", PF, 4, 0);

        send(agent, report(1, Inventories.healthyHost(), change));
        send(agent, report(2, Inventories.healthyHost(), change));

        assertThat(numVfs(agent)).containsExactly("4→0");
        assertThat(
                        value(
                                agent,
                                "select at <= now() from history where node_id = :node and kind = 'num-vfs'"))
                .isEqualTo("t");
    }

    @Test
    void historySaysWhoChangedACount() {
        TestAgent agent = approved();
        UUID operation = UUID.randomUUID();
        var netplan =
                new VfCountOwner(
                        "netplan", "/etc/netplan/1.yaml", Optional.empty(), OptionalInt.empty());

        send(
                agent,
                report(
                        1,
                        Inventories.healthyHost(),
                        by(1, Optional.of(new ChangedBy.Operation(operation))),
                        by(2, Optional.of(new ChangedBy.Foreign(Optional.of(netplan)))),
                        by(3, Optional.of(new ChangedBy.Foreign(Optional.empty()))),
                        by(4, Optional.empty())));

        assertThat(
                        rows(
                                agent,
                                """
                                select concat_ws(' | ', detail ->> 'operation', detail ->> 'by', detail ->> 'reason', detail ->> 'bootId')
                                from history where node_id = :node and kind = 'num-vfs' order by after
                                """))
                .containsExactly(
                        operation + " | boot",
                        "somebody else, perhaps netplan | /etc/netplan/1.yaml | boot",
                        "somebody else | boot",
                        "boot");
    }

    private static Report.Change by(int to, Optional<ChangedBy> by) {
        return new Report.Change(CHANGED_AT, "boot", PF, 0, to, by);
    }

    @Test
    void flappingEntersHistoryWhenItBeginsAndWhenItEndsWithItsCount() {
        TestAgent agent = approved();
        send(agent, report(1, flapping(8, true)));
        send(agent, report(2, flapping(64, true)));
        send(agent, report(3, flapping(90, false)));
        send(agent, report(4, flapping(90, false).bootId("another")));

        assertThat(
                        rows(
                                agent,
                                """
                                select subject || ': ' || after || ', ' || (detail ->> 'reason') from history
                                where node_id = :node and kind = 'flapping' order by at
                                """))
                .containsExactly(
                        "pf 0000:81:00.0: changes all the time, /sys/class/net/ens3f0/operstate",
                        "pf 0000:81:00.0: at rest after 90 changes, /sys/class/net/ens3f0/operstate");
    }

    private static HostDraft flapping(int changes, boolean damped) {
        var flap =
                new Journal.Flapping(
                        "/sys/class/net/ens3f0/operstate",
                        CHANGED_AT,
                        CHANGED_AT.plusSeconds(changes),
                        changes,
                        damped);
        return Inventories.healthyHost().journal(Journal.EMPTY.with(List.of(flap)));
    }

    private List<String> numVfs(TestAgent agent) {
        return rows(
                agent,
                """
                select before || '→' || after from history
                where node_id = :node and kind = 'num-vfs' order by id
                """);
    }

    @Test
    void newBootIsRemembered() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        send(agent, report(2, 1, Inventories.healthyHost().bootId("another")));

        assertThat(
                        value(
                                agent,
                                "select after from history where node_id = :node and kind = 'boot'"))
                .isEqualTo("another");
    }
}
