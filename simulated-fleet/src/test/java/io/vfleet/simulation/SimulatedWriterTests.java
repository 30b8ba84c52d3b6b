package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.ErrnoTable.Row;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.CardState;
import io.vfleet.simulation.kernel.CardState.Keeper;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.Pace;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SimulatedWriterTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @FieldSource("io.vfleet.simulation.ErrnoTable#ROWS")
    void theErrnoTableHolds(Row row) {
        row.situation().notSimulated().ifPresent(Assumptions::abort);
        for (CardModel card : SimulatedSituation.cards(row.situation())) {
            ErrnoTable table = new ErrnoTable(new SimulatedSituation(host(card)));
            ErrnoTable.Answer answer = table.ask(row);
            assertThat(table.right(row, answer)).as("%s of %s: %s", row, card, answer).isTrue();
        }
    }

    @Test
    void aShortfallIsASuccessToTheWriter() {
        SimulatedHost host = host(Cards.BCM57508);
        write(host, "0");
        change(host, it -> it.roomForVfs(3));
        assertThat(write(host, "8").kernelLines())
                .last()
                .asString()
                .startsWith("bnxt_en 0000:")
                .endsWith("8 VFs requested; only 3 enabled");
        assertThat(count(host)).isEqualTo("3");

        SimulatedHost down = host(Cards.BCM57508);
        write(down, "0");
        synchronized (down.kernel()) {
            down.kernel().setDown(port(down).netdev().orElseThrow());
        }
        assertThat(write(down, "8").kernelLines().getFirst()).contains("if is down!");
        assertThat(count(down)).isEqualTo("0");
    }

    @Test
    void aHangingWriteHoldsTheCounterAndNothingElse() {
        SimulatedHost host = host(Cards.CONNECTX7);
        change(host, CardState::hangWrites);
        WriteResult result = write(host, "0", Duration.ofMillis(100));

        assertThat(result).isInstanceOf(WriteResult.Hung.class);
        assertThat(host.writer().orElseThrow().hung())
                .singleElement()
                .asString()
                .contains("in sriov_numvfs_store, writing 0 to /sys/bus/pci/devices/0000:");
        String folder = port(host).address().sysfsPath();
        assertThat(host.text(folder + "/sriov_numvfs")).isInstanceOf(Reading.Failed.class);
        assertThat(host.text(folder + "/sriov_totalvfs")).isInstanceOf(Reading.Value.class);
        assertThat(host.link(folder + "/virtfn0")).isInstanceOf(Reading.Value.class);
        assertThat(write(host, "99999")).isInstanceOf(WriteResult.Refused.class);

        change(host, CardState::letWritesGo);
        await(() -> host.writer().orElseThrow().hung().isEmpty());
        assertThat(count(host)).isEqualTo("0");
    }

    @Test
    void whatWasSetOnVfsIsLostWithThem() {
        SimulatedHost host = host(Cards.CONNECTX7);
        String netdev = port(host).netdev().map(Netdev::name).orElseThrow();
        Reading<?> untouched = host.vfAdmin(netdev);
        long changes = host.changes();
        write(host, "0");
        assertThat(port(host).vfs()).isEmpty();
        write(host, "8");
        assertThat(host.vfAdmin(netdev)).isEqualTo(untouched);
        assertThat(port(host).vfs())
                .hasSize(8)
                .allSatisfy(vf -> {
                    assertThat(vf.driver()).contains("mlx5_core");
                    assertThat(vf.netdev().orElseThrow().running()).isTrue();
                    assertThat(vf.rdma()).isPresent();
                    assertThat(vf.group()).isPresent();
                });
        assertThat(host.changes()).isGreaterThan(changes);
    }

    @Test
    void aRebootForgetsWhatWasNotMadePersistent() throws InterruptedException {
        SimulatedHost host = host(Cards.CONNECTX7);
        String boot = host.kernel().boot().id();
        write(host, "0");
        write(host, "4");
        host.reboot();
        assertThat(host.kernel().boot().id()).isNotEqualTo(boot);
        assertThat(count(host)).isEqualTo("8");

        host.persist(port(host), 2);
        change(host, CardState::hangWrites);
        write(host, "0", Duration.ofMillis(100));
        host.reboot();
        assertThat(count(host)).isEqualTo("2");
        assertThat(host.writer().orElseThrow().hung()).isEmpty();
    }

    @Test
    void whoeverKeepsACountSetsItAgain() {
        SimulatedHost host = host(Cards.CONNECTX7);
        change(host, it -> it.keptBy(new Keeper(8, Duration.ofMillis(200))));
        write(host, "0");
        await(() -> count(host).equals("8"));
    }

    @Test
    void fiftyHostsHaveEveryTrouble() {
        assertThat(SimulatedFleet.blueprints(50, 3))
                .extracting(Blueprint::trouble)
                .contains(Trouble.values());
    }

    private static SimulatedHost host(CardModel card) {
        Blueprint blueprint =
                SimulatedFleet.blueprints(80, 1).stream()
                        .filter(it -> it.kit().card().equals(card))
                        .findFirst()
                        .orElseThrow()
                        .in(Circumstance.ORDINARY)
                        .with(Trouble.NONE);
        SimulatedHost host = HostAssembly.build(blueprint, 1);
        host.kernel().pace(Pace.INSTANT);
        return host;
    }

    private static CardPort port(SimulatedHost host) {
        synchronized (host.kernel()) {
            return host.kernel().cardPorts().get(2);
        }
    }

    private static void change(SimulatedHost host, Consumer<CardState> change) {
        Kernel kernel = host.kernel();
        synchronized (kernel) {
            kernel.change(port(host), change);
        }
    }

    private static WriteResult write(SimulatedHost host, String value) {
        return write(host, value, LIMIT);
    }

    private static WriteResult write(SimulatedHost host, String value, Duration limit) {
        CardPort port = port(host);
        PciAddress address = port.address();
        String vendor = "0x%04x".formatted(port.ids().vendor());
        String device = "0x%04x".formatted(port.ids().device());
        WriteTarget target = new WriteTarget(address, vendor, device, "sriov_numvfs");
        return host.writer().orElseThrow().write(target, value, limit);
    }

    private static String count(SimulatedHost host) {
        return host.text(port(host).address().sysfsPath() + "/sriov_numvfs").found().orElse("?");
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
