package io.vfleet.agent.push;

import static io.vfleet.agent.push.FakeServer.lostAnswer;
import static io.vfleet.agent.push.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTests {

    @TempDir Path dir;

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNewNodeEnrollsReportsAndThenBeats() throws StateProblem {
        run(Duration.ofSeconds(70));

        assertThat(server.routes)
                .containsExactly(
                        "enroll", "challenge", "token", "report", "heartbeat", "heartbeat");
        assertThat(server.reports.getFirst().inventory().host().hostname()).contains("node-1");
        assertThat(server.beats)
                .extracting(AgentMessages.Heartbeat::epoch, AgentMessages.Heartbeat::sequence)
                .containsExactly(tuple(1L, 2L), tuple(1L, 3L));
    }

    @Test
    void aKnownNodeNeedsNoEnrollmentTokenAndStartsANewEpoch() throws StateProblem {
        run(Duration.ofSeconds(10));
        server.routes.clear();

        FakeTiming timing = new FakeTiming(Duration.ofSeconds(10));
        run(timing, new FakeHost(timing), Optional.empty());

        assertThat(server.routes).containsExactly("challenge", "token", "report");
        assertThat(server.reports.getLast().epoch()).isEqualTo(2);
    }

    @Test
    void anExpiredAccessTokenIsRenewedOnce() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(40));
        timing.at(Duration.ofSeconds(5), server::forgetTokens);
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        assertThat(server.routes.subList(4, server.routes.size()))
                .containsExactly("heartbeat", "challenge", "token", "heartbeat");
        assertThat(server.beats).hasSize(1);
    }

    @Test
    void aTokenThatStaysRefusedIsNotAskedForInALoop() throws StateProblem {
        for (int i = 0; i < 50; i++) {
            server.next("report", problem(401, "unauthorized"));
        }
        run(Duration.ofSeconds(20));

        assertThat(server.routes.stream().filter("report"::equals).count()).isBetween(2L, 20L);
    }

    @Test
    void theServerGetsAReportWhenItWantsOne() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(45));
        timing.at(Duration.ofSeconds(5), () -> server.reportWanted = true);
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        assertThat(server.routes.subList(3, server.routes.size()))
                .containsExactly("report", "heartbeat", "report");
    }

    @Test
    void aChangeIsReportedWithinTwoSecondsAndOnlyOnce() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(20));
        FakeHost host = new FakeHost(timing);
        timing.at(Duration.ofSeconds(9), () -> host.vfs(8));
        timing.at(Duration.ofSeconds(12), () -> assertThat(server.reports).hasSize(2));
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(server.reports).hasSize(2);
        assertThat(changes()).containsExactly("4>8");
        assertThat(server.reports.getLast().inventory().journal().lastVfChange())
                .map(Journal.VfChange::to)
                .contains(8);
        assertThat(host.collected()).isEqualTo(2);
    }

    @Test
    void slowFactsAreAskedWithinTenMinutesHoweverOftenTheHostChanges() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofHours(2));
        FakeHost host = new FakeHost(timing);
        for (int minute = 3; minute < 120; minute += 3) {
            int vfs = minute % 2;
            timing.at(Duration.ofMinutes(minute), () -> host.vfs(vfs));
        }
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(host.anew()).hasSizeBetween(13, 15);
        for (int i = 1; i < host.anew().size(); i++) {
            assertThat(host.anew().get(i).minus(host.anew().get(i - 1)))
                    .isLessThanOrEqualTo(Duration.ofMinutes(10));
        }
        // 39 changes; the node's key decides whether slow facts are due in the same moment
        assertThat(host.collected()).isGreaterThanOrEqualTo(39);
    }

    @Test
    void changesWhileTheServerIsAwayArriveInOrderAndOnce() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(10));
        FakeHost host = new FakeHost(timing);
        timing.at(Duration.ofSeconds(5), server::goAway);
        timing.at(Duration.ofSeconds(20), () -> host.vfs(0));
        timing.at(Duration.ofSeconds(30), () -> host.vfs(8));
        timing.at(Duration.ofMinutes(4), () -> host.vfs(2));
        timing.at(Duration.ofMinutes(6), server::comeBack);
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(changes()).containsExactly("4>0", "0>8", "8>2");
        assertThat(server.reports.getLast().inventory().physicalFunctions().getFirst())
                .satisfies(pf -> assertThat(pf.virtualFunctions()).hasSize(2));
    }

    @Test
    void aReportWhoseAnswerWasLostIsRepeatedUnderItsOwnNumber() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(60));
        FakeHost host = new FakeHost(timing);
        timing.at(Duration.ofSeconds(4), () -> server.next("report", lostAnswer()));
        timing.at(Duration.ofSeconds(5), () -> host.vfs(8));
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(server.routes.stream().filter("report"::equals)).hasSize(3);
        assertThat(server.reports).extracting(Report::sequence).containsExactly(1L, 2L);
        assertThat(changes()).containsExactly("4>8");
    }

    @Test
    void changesSurviveTheAgent() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(60));
        FakeHost host = new FakeHost(timing);
        timing.at(Duration.ofSeconds(5), server::goAway);
        timing.at(Duration.ofSeconds(20), () -> host.vfs(8));
        run(timing, host, Optional.of(FakeServer.TOKEN));
        assertThat(changes()).isEmpty();
        server.comeBack();

        FakeTiming later = new FakeTiming(Duration.ofSeconds(20));
        FakeHost same = new FakeHost(later);
        same.vfs(8);
        run(later, same, Optional.empty());

        assertThat(changes()).containsExactly("4>8");
    }

    @Test
    void theNewestStateSurvivesTheAgentAndArrivesFirst() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(20));
        FakeHost host = new FakeHost(timing);
        timing.at(Duration.ofSeconds(5), server::goAway);
        timing.at(Duration.ofSeconds(20), () -> host.vfs(0));
        timing.at(Duration.ofMinutes(4), () -> host.vfs(8));
        run(timing, host, Optional.of(FakeServer.TOKEN));
        assertThat(dir.resolve("report")).exists();
        server.comeBack();
        server.reports.clear();

        FakeTiming later = new FakeTiming(Duration.ofMinutes(2));
        FakeHost same = new FakeHost(later);
        same.vfs(2);
        run(later, same, Optional.empty());

        assertThat(server.reports)
                .extracting(
                        Report::epoch,
                        report ->
                                report.inventory()
                                        .physicalFunctions()
                                        .getFirst()
                                        .virtualFunctions()
                                        .size())
                .containsExactly(tuple(1L, 8), tuple(2L, 2));
        assertThat(dir.resolve("report")).doesNotExist();
        assertThat(server.reports.getFirst().changes())
                .extracting(change -> change.from() + ">" + change.to())
                .containsExactly("4>0", "0>8");
    }

    @Test
    void aDamagedReportOfTheAgentBeforeIsSetAside() throws Exception {
        run(Duration.ofSeconds(10));
        Files.writeString(dir.resolve("report"), "vfleet-report 1\nH4sI");
        FakeTiming later = new FakeTiming(Duration.ofSeconds(10));
        run(later, new FakeHost(later), Optional.empty());

        assertThat(server.reports).extracting(Report::epoch).containsExactly(1L, 2L);
        assertThat(dir.resolve("report.damaged")).exists();
    }

    @Test
    void nothingIsSentBeforeTheTimeTheServerNamed() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(400));
        List<Duration> tries = new ArrayList<>();
        server.next(
                "report",
                (exchange, work) -> {
                    tries.add(timing.elapsed());
                    return problem(503, "busy", "Retry-After", "120").happen(exchange, work);
                });
        server.next(
                "report",
                (exchange, work) -> {
                    tries.add(timing.elapsed());
                    return false;
                });
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        assertThat(tries).hasSize(2);
        assertThat(tries.get(1).minus(tries.get(0)))
                .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(182));
    }

    @Test
    void aReportTheServerCannotTakeIsKeptAsideUntilTheHostChanges() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(5));
        FakeHost host = new FakeHost(timing);
        server.next("report", problem(422, "invalid-report"));
        timing.at(Duration.ofMinutes(2), () -> assertThat(server.beats).hasSizeGreaterThan(2));
        timing.at(Duration.ofMinutes(2), () -> assertThat(server.reports).isEmpty());
        timing.at(Duration.ofMinutes(3), () -> host.vfs(8));
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(server.reports).hasSize(1);
        assertThat(server.routes.stream().filter("report"::equals)).hasSize(2);
    }

    @Test
    void aServerThatCannotReadTheTerseFormIsToldAtLength() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(5));
        FakeHost host = new FakeHost(timing);
        server.readsTerse = false;
        timing.at(Duration.ofMinutes(2), () -> assertThat(server.reports).hasSize(1));
        timing.at(Duration.ofMinutes(3), () -> host.vfs(8));
        run(timing, host, Optional.of(FakeServer.TOKEN));

        assertThat(server.reports)
                .extracting(report -> report.inventory().virtualFunctions().count())
                .containsExactly(8L, 12L);
        assertThat(server.routes.stream().filter("report"::equals)).hasSize(3);
    }

    @Test
    void aQuarantinedNodeAsksSlowlyAndComesBack() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(10));
        server.next("report", problem(403, "node-quarantined"));
        timing.at(Duration.ofSeconds(115), () -> assertThat(server.routes).hasSize(4));
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        assertThat(server.reports).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() throws StateProblem, IOException {
        List<String> elsewhere = new ArrayList<>();
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> elsewhere.add(exchange.getRequestURI().toString()));
        other.start();
        String target = "http://127.0.0.1:" + other.getAddress().getPort() + "/agent/v1/report";
        server.next("report", problem(307, "moved", "Location", target));
        run(Duration.ofSeconds(20));
        other.stop(0);

        assertThat(elsewhere).isEmpty();
        assertThat(server.reports).hasSize(1);
    }

    @Test
    void allOfItTakesOneConnection() throws StateProblem {
        run(Duration.ofMinutes(20));

        assertThat(server.beats).hasSizeGreaterThan(35);
        assertThat(server.clientPorts).hasSize(1);
    }

    @Test
    void beatsStayApartByAFixedShareOfTheServersInterval() throws StateProblem {
        server.nextSeconds = 100;
        FakeTiming timing = new FakeTiming(Duration.ofSeconds(1_000));
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        // the first one comes after the usual 30 s
        assertThat(server.beats).hasSizeBetween(9, 11);
    }

    @Test
    void aRefusedEnrollmentEndsTheAgentWithTheServersReason() throws StateProblem {
        server.next(
                "enroll", problem(401, "enrollment-token-expired", "WWW-Authenticate", "Bearer"));

        Ending ending = run(Duration.ofSeconds(10));

        assertThat(ending)
                .isEqualTo(
                        new Ending.NotEnrolled(
                                "enrollment to "
                                        + server.address()
                                        + " refused: 401 because of enrollment-token-expired"));
    }

    @Test
    void anEnrollmentThatMeetsABusyServerIsTriedAgain() throws StateProblem {
        server.next("enroll", problem(429, "slow-down", "Retry-After", "3"));
        run(Duration.ofSeconds(20));

        assertThat(server.reports).hasSize(1);
    }

    @Test
    void aServerThatForgotTheNodeGetsItAgain() throws StateProblem {
        FakeTiming timing = new FakeTiming(Duration.ofMinutes(2));
        timing.at(Duration.ofSeconds(5), server::forgetNodes);
        run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));

        assertThat(server.routes.stream().filter("enroll"::equals)).hasSize(2);
        assertThat(server.beats).isNotEmpty();
    }

    @Test
    void anInterruptedAgentStops() throws Exception {
        server.nextSeconds = 3_600;
        Thread agent;
        try (AgentState state = AgentState.open(dir)) {
            FakeTiming timing = new FakeTiming(Duration.ofHours(1));
            Agent real =
                    new Agent(
                            new FakeHost(timing).seam(),
                            new ServerClient(server.address()),
                            state,
                            AgentOptions.enrollingWith(FakeServer.TOKEN));
            agent = Thread.ofVirtual().start(real::run);
            agent.interrupt();

            assertThat(agent.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    private List<String> changes() {
        return server.reports.stream()
                .flatMap(report -> report.changes().stream())
                .map(change -> change.from() + ">" + change.to())
                .toList();
    }

    private Ending run(Duration length) throws StateProblem {
        FakeTiming timing = new FakeTiming(length);
        return run(timing, new FakeHost(timing), Optional.of(FakeServer.TOKEN));
    }

    private Ending run(FakeTiming timing, FakeHost host, Optional<String> token)
            throws StateProblem {
        AgentOptions options = new AgentOptions(Optional.of("node-1"), token, timing);
        try (AgentState state = AgentState.open(dir)) {
            return new Agent(host.seam(), new ServerClient(server.address()), state, options).run();
        } finally {
            // the agent hands its interrupt on
            Thread.interrupted();
        }
    }
}
