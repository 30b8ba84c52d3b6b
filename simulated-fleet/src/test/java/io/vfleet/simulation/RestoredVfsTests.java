package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.VfSetting;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.kernel.Errno;
import io.vfleet.simulation.kernel.Netdev;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A resize destroys every VF; those of the same index come back as what their users knew.
class RestoredVfsTests {

    private static final String GIVEN = "02:00:00:00:00:aa";

    static final CardModel[] CARDS = {Cards.I350, Cards.E810, Cards.CONNECTX7, Cards.BCM57508};

    @TempDir private Path dir;

    @ParameterizedTest
    @FieldSource("CARDS")
    void macVlanTrustAndMtuOutliveEveryCount(CardModel card) {
        Operator operator = Operator.with(card, dir);
        operator.resize(0);
        operator.resize(4);
        String own = operator.admin().get(1).mac().orElseThrow();
        operator.set(0, new VfSetting.Unbound());
        operator.set(0, new VfSetting.Mac(GIVEN));
        operator.set(0, new VfSetting.Vlan(100, 3, "802.1Q"));
        operator.set(0, new VfSetting.Trust(true));
        operator.set(0, new VfSetting.Bound(card.drivers().vf()));
        operator.set(1, new VfSetting.Spoofcheck(false));
        operator.set(1, new VfSetting.Mtu(1400));
        VfAdmin first = operator.admin().get(0);
        VfAdmin second = operator.admin().get(1);

        for (int count : new int[] {7, 2}) {
            Progress ending = operator.resize(count);

            assertThat(ending.state()).as("%s", ending).isEqualTo(OperationState.VERIFYING);
            assertThat(ending.steps()).extracting(Step::name).contains("restore");
            assertThat(operator.admin().get(0)).isEqualTo(first);
            assertThat(operator.admin().get(1)).isEqualTo(second);
            assertThat(netdev(operator, 0).mac()).isEqualTo(0x0200000000aaL);
            assertThat(netdev(operator, 1).mtu()).isEqualTo(1400);
            // nobody gave it one, so nobody does now
            assertThat(operator.admin().get(1).mac()).contains(own);
            assertThat(operator.port.vfs().get(1).given()).isFalse();
        }
    }

    @Test
    void aVfGivenToVfioIsGivenToItAgain() {
        Operator operator = Operator.with(Cards.CONNECTX7, dir);
        operator.set(2, new VfSetting.DriverOverride("vfio-pci"));
        operator.set(2, new VfSetting.Unbound());
        operator.set(2, new VfSetting.Bound("vfio-pci"));

        assertThat(operator.resize(4).state()).isEqualTo(OperationState.VERIFYING);

        assertThat(operator.port.vfs().get(2).driver()).contains("vfio-pci");
        assertThat(operator.port.vfs().get(2).override()).contains("vfio-pci");
        assertThat(operator.port.vfs().get(3).driver()).contains("mlx5_core");
    }

    @Test
    void whatComesBackAfterARefusalIsSetAsBefore() {
        Operator operator = Operator.with(Cards.E810, dir);
        operator.set(1, new VfSetting.Vlan(200, 0, "802.1Q"));
        int before = operator.port.vfs().size();
        synchronized (operator.host.kernel()) {
            // two for each, and one too few for one more
            operator.host.kernel().change(operator.port, it -> it.msixVectorsLeft(2 * before + 1));
        }

        Progress ending = operator.resize(before + 8);

        assertThat(ending.state()).as("%s", ending).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(operator.port.vfs()).hasSize(before);
        assertThat(operator.admin().get(1).vlan()).hasValue(200);
    }

    @Test
    void aSettingTheKernelNoLongerTakesIsNoSuccess() {
        Operator operator = Operator.with(Cards.I350, dir);
        operator.resize(0);
        operator.resize(4);
        assertThat(operator.set(0, new VfSetting.Rate(0, 500))).isEmpty();
        synchronized (operator.host.kernel()) {
            operator.host.kernel().setDown(operator.port.netdev().orElseThrow());
        }

        Progress ending = operator.resize(6);

        assertThat(ending.state()).isEqualTo(OperationState.PARTIAL);
        assertThat(ending.explanation().orElse(""))
                .contains("VF settings were not restored: VF 0: rate 0 500: EINVAL");
    }

    @Test
    void theKernelRefusesWhatARealOneRefuses() {
        Operator operator = Operator.with(Cards.I350, dir);
        operator.resize(0);
        operator.resize(4);

        assertThat(operator.set(4, new VfSetting.Trust(true))).contains(Errno.EINVAL);
        assertThat(operator.set(0, new VfSetting.Vlan(5, 0, "802.1ad")))
                .contains(Errno.EPROTONOSUPPORT);
        assertThat(operator.set(0, new VfSetting.LinkState("auto"))).contains(Errno.EOPNOTSUPP);
        assertThat(operator.set(0, new VfSetting.RssQuery(true))).contains(Errno.EOPNOTSUPP);
        assertThat(operator.set(0, new VfSetting.NodeGuid("0011:2233:4455:6677")))
                .contains(Errno.EOPNOTSUPP);
        assertThat(operator.set(0, new VfSetting.Rate(100, 200))).contains(Errno.EINVAL);
        assertThat(operator.set(0, new VfSetting.Bound("igbvf"))).contains(Errno.EBUSY);
        assertThat(operator.set(0, new VfSetting.Interrupts(4))).contains(Errno.EBUSY);
    }

    private static Netdev netdev(Operator operator, int vf) {
        return Optional.of(operator.port.vfs().get(vf)).flatMap(it -> it.netdev()).orElseThrow();
    }
}
