package io.vfleet.server.ownchecks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Confidence;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.Further;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.ownchecks.OwnCheck.About;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTests {

    private static final Expressions EXPRESSIONS = new Expressions();
    private static final String PF = "/sys/bus/pci/devices/0000:81:00.0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    NODE | node.host.kernelRelease.startsWith("6.")                       | OK
                    NODE | node.host.kernelRelease.startsWith("5.")                       | FAIL
                    NODE | node.modules.exists(m, m.name == "mlx5_core")                  | OK
                    NODE | "profile" in node.labels                                       | FAIL
                    NODE | node.host.kernel.secureBoot                                         | UNKNOWN
                    PF   | pf.numaNode == 1                                               | OK OK
                    PF   | pf.sriov.numVfs * 2 <= pf.sriov.totalVfs                       | OK OK
                    PF   | pf.address.endsWith(".0")                                      | OK FAIL
                    PF   | pf.driver.matches("(a+)+$")                                    | FAIL FAIL
                    PF   | pf.pcie.link.width == 16                                       | UNKNOWN UNKNOWN
                    PF   | has(pf.pcie) ? has(pf.pcie.link) : true                        | OK OK
                    PF   | pf.virtualFunctions.all(a, pf.virtualFunctions.all(b, pf.virtualFunctions.all(c, node.modules.all(d, node.modules.all(e, true))))) | UNKNOWN UNKNOWN
                    PF   | 1 / (pf.numaNode - 1) == 0                                     | UNKNOWN UNKNOWN
                    """)
    void whatIsAskedIsAnsweredOrStaysOpen(About about, String expression, String expected) {
        assertThat(outcomes(about, expression, Inventories.healthyHost())).isEqualTo(expected);
    }

    @Test
    void everyVfIsLookedAtWithItsPf() {
        List<Further> said =
                evaluate(
                        About.VF,
                        "vf.numaNode == pf.numaNode && vf.index < 3",
                        Inventories.healthyHost());

        assertThat(said).hasSize(8);
        assertThat(said.stream().flatMap(one -> one.finding().stream()))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.check()).isEqualTo("own-test");
                    assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
                    assertThat(finding.subject().toString()).startsWith("vf 0000:81:");
                    assertThat(finding.fix().getFirst().command())
                            .matches("look at ens3f\\d of 0000:81:\\S+");
                    assertThat(finding.fix().getFirst().reboot()).isTrue();
                });
    }

    @Test
    void whatIsAbsentIsNoAnswerWhereAFileCouldNotBeRead() {
        String expression = "has(pf.pcie) ? has(pf.pcie.link) : true";

        HostDraft denied = Inventories.healthyHost().gap(PF + "/current_link_width", "EIO");
        assertThat(outcomes(About.PF, expression, denied)).isEqualTo("UNKNOWN OK");
        HostDraft elsewhere = Inventories.healthyHost().gap("/dev/kmsg", "not permitted");
        assertThat(outcomes(About.PF, expression, elsewhere)).isEqualTo("OK OK");

        Further unknown = evaluate(About.PF, expression, denied).getFirst();
        assertThat(unknown.unanswered().orElseThrow().path()).endsWith("/current_link_width");
        assertThat(unknown.unanswered().orElseThrow().reason()).isEqualTo("EIO");
    }

    @Test
    void aCheckThatTakesTooLongLeavesTheRestOpenAndEnds() {
        String loops =
                "node.modules.all(a, node.modules.all(b, node.modules.all(c, node.modules.all(d,"
                        + " node.host.kernelCommandLine.matches('.*x.*y.*z') || true))))";
        long begin = System.nanoTime();
        List<Further> said = evaluate(About.VF, loops, Inventories.host(8, 64));

        assertThat(said).hasSize(512);
        assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
        assertThat(said.getLast().unanswered().orElseThrow().reason())
                .isEqualTo("took more than 100 ms on this node");
    }

    private static String outcomes(About about, String expression, HostDraft host) {
        return String.join(
                " ",
                evaluate(about, expression, host).stream().map(EvaluationTests::word).toList());
    }

    private static String word(Further said) {
        if (said.finding().isPresent()) {
            return "FAIL";
        }
        return said.unanswered().isPresent() ? "UNKNOWN" : "OK";
    }

    private static List<Further> evaluate(About about, String expression, HostDraft host) {
        NodeInventory inventory = host.build();
        OwnCheck check =
                new OwnCheck(
                        "own-test",
                        "A test",
                        Link.VFS,
                        Severity.WARNING,
                        Confidence.LOW,
                        Optional.empty(),
                        about,
                        expression,
                        "It is so.",
                        List.of("reboot: look at {netdev} of {vf}"));
        return new Evaluation(inventory)
                .of(EXPRESSIONS.compile(check), Chain.inScope(inventory, Expectations.NONE))
                .toList();
    }
}
