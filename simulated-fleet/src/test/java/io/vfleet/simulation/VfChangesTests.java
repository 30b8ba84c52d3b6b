package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.agent.host.VfSetting;
import io.vfleet.agent.operate.Operations;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.simulation.catalog.Cards;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations on one VF and on what becomes of new ones, on a kernel that refuses what a real one
/// refuses.
class VfChangesTests {

    private static final String GIVEN = "02:00:00:00:00:aa";

    @TempDir private Path dir;

    @Test
    void whatIsWantedIsSetAndTheRestStays() {
        Operator operator = Operator.with(Cards.E810, dir);
        operator.set(1, new VfSetting.Spoofcheck(false));
        VfAdmin other = operator.admin().get(0);

        Progress ending = run(operator, set(operator, wanted(GIVEN, 100, true)));

        assertThat(ending.state()).as("%s", ending).isEqualTo(OperationState.VERIFYING);
        VfAdmin now = operator.admin().get(1);
        assertThat(now.mac()).hasValue(GIVEN);
        assertThat(now.vlan()).hasValue(100);
        assertThat(now.trust()).hasValue(true);
        assertThat(now.spoofchk()).hasValue(false);
        assertThat(operator.admin().get(0)).isEqualTo(other);
        // its driver asks for the MAC when it is given the VF
        assertThat(operator.port.vfs().get(1).netdev().orElseThrow().mac())
                .isEqualTo(0x0200000000aaL);
        assertThat(run(operator, set(operator, wanted(GIVEN, 100, true))).explanation())
                .hasValueSatisfying(words -> assertThat(words).contains("nothing was written"));
    }

    @Test
    void whatTheKernelRefusesHalfwayIsSetBack() {
        Operator operator = Operator.with(Cards.I350, dir);
        operator.resize(0);
        operator.resize(4);
        VfAdmin before = operator.admin().get(1);
        // igb_ndo_set_vf_bw takes no least rate; the VLAN goes before it
        VfAdmin wanted =
                new VfAdmin(
                        Optional.empty(),
                        OptionalInt.of(7),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.of(10),
                        OptionalInt.of(100));

        Progress ending = run(operator, set(operator, wanted));

        assertThat(ending.state()).as("%s", ending).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(ending.error().orElseThrow().errno()).isEqualTo("EINVAL");
        assertThat(ending.error().orElseThrow().value()).isEqualTo("rate 10 100");
        assertThat(operator.admin().get(1)).isEqualTo(before);
    }

    @Test
    void aVfGoesToVfioAndBackAndToNobodyElse() {
        Operator operator = Operator.with(Cards.E810, dir);
        assertThat(run(operator, bind(operator, "vfio-pci")).explanation())
                .hasValueSatisfying(words -> assertThat(words).contains("vfio-pci is not loaded"));
        operator.set(0, new VfSetting.DriverOverride("vfio-pci"));
        operator.set(0, new VfSetting.Unbound());
        operator.set(0, new VfSetting.Bound("vfio-pci"));

        assertThat(run(operator, bind(operator, "vfio-pci")))
                .returns(OperationState.VERIFYING, Progress::state);
        assertThat(operator.port.vfs().get(1).driver()).contains("vfio-pci");
        assertThat(operator.port.vfs().get(1).override()).contains("vfio-pci");

        assertThat(run(operator, bind(operator, "iavf")))
                .returns(OperationState.VERIFYING, Progress::state);
        assertThat(operator.port.vfs().get(1).driver()).contains("iavf");
        assertThat(operator.port.vfs().get(1).override()).isEmpty();
        assertThat(run(operator, bind(operator, "mlx5_core")))
                .returns(OperationState.REFUSED, Progress::state);
        assertThat(operator.port.vfs().get(1).driver()).contains("iavf");
    }

    @Test
    void autoprobeIsForVfsToCome() {
        Operator operator = Operator.with(Cards.E810, dir);

        assertThat(run(operator, new Change.SetAutoprobe(operator.port.address(), false)))
                .returns(OperationState.VERIFYING, Progress::state);

        assertThat(operator.port.driversAutoprobe()).isFalse();
        assertThat(operator.port.vfs().get(0).driver()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0, BEFORE, FAILED", "1, AFTER, ROLLED_BACK", "2, AFTER, VERIFYING"})
    void anAgentThatIsKilledAmidstIsFollowedByOneThatEndsIt(
            int settings, Mortal.Moment moment, OperationState ending) {
        Operator operator = Operator.with(Cards.E810, dir);
        Mortal mortal = new Mortal(operator.writer);
        operator.writer = mortal;
        VfAdmin before = operator.admin().get(1);
        VfAdmin wanted =
                new VfAdmin(
                        Optional.empty(),
                        OptionalInt.of(100),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());
        mortal.dieAtChange(settings, moment);
        Command command = operator.command(set(operator, wanted));
        assertThatThrownBy(() -> operator.send(operator.agent(), command))
                .isInstanceOf(Mortal.Killed.class);
        operator.writer = operator.host.writer().orElseThrow();

        Operations next = operator.agent();

        assertThat(next.next().orElseThrow().state()).isEqualTo(ending);
        operator.send(next, command);
        assertThat(next.next().orElseThrow().state()).isEqualTo(ending);
        if (ending != OperationState.VERIFYING) {
            assertThat(operator.admin().get(1)).isEqualTo(before);
        }
    }

    private static Progress run(Operator operator, Change change) {
        Operations agent = operator.agent();
        operator.send(agent, operator.command(change));
        Progress ending = agent.next().orElseThrow();
        agent.told(ending);
        return ending;
    }

    private static Change set(Operator operator, VfAdmin wanted) {
        return new Change.SetVf(operator.port.address(), 1, wanted);
    }

    private static Change bind(Operator operator, String driver) {
        return new Change.BindVfDriver(operator.port.address(), 1, driver);
    }

    private static VfAdmin wanted(String mac, int vlan, boolean trust) {
        return new VfAdmin(
                Optional.of(mac),
                OptionalInt.of(vlan),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(trust),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }
}
