package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.simulation.kernel.Machine;
import io.vfleet.simulation.kernel.Netdev;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedFleetTests {

    private final List<SimulatedHost> fleet = SimulatedFleet.generate(100, 7);

    @Test
    void theSameSeedGivesTheSameFleet() {
        List<SimulatedHost> again = SimulatedFleet.generate(100, 7);
        assertThat(again)
                .extracting(SimulatedFleetTests::identity)
                .isEqualTo(fleet.stream().map(SimulatedFleetTests::identity).toList());
        assertThat(SimulatedFleet.generate(1, 8).getFirst().kernel().machine())
                .isNotEqualTo(fleet.getFirst().kernel().machine());
    }

    @Test
    void noTwoHostsAreTheSameMachine() {
        for (Function<Machine, String> field :
                List.<Function<Machine, String>>of(
                        Machine::hostname,
                        Machine::machineId,
                        Machine::productUuid,
                        Machine::serial)) {
            assertThat(
                            fleet.stream()
                                    .map(SimulatedHost::kernel)
                                    .map(it -> field.apply(it.machine())))
                    .doesNotHaveDuplicates();
        }
        assertThat(fleet.stream().map(it -> it.kernel().boot().id())).doesNotHaveDuplicates();
    }

    @Test
    void noTwoInterfacesHaveTheSameAddress() {
        assertThat(fleet.stream().flatMap(SimulatedFleetTests::addresses)).doesNotHaveDuplicates();
    }

    @Test
    void fiftyHostsHaveEveryCircumstance() {
        assertThat(SimulatedFleet.blueprints(50, 3))
                .extracting(Blueprint::circumstance)
                .contains(Circumstance.values());
    }

    @Test
    void mostHostsAreOrdinary() {
        assertThat(SimulatedFleet.blueprints(1000, 3))
                .filteredOn(it -> it.circumstance() == Circumstance.ORDINARY)
                .hasSizeBetween(820, 880);
    }

    @Test
    void hostsStandInRacksOfSeveralSites() {
        assertThat(fleet)
                .extracting(SimulatedHost::hostname)
                .startsWith("fra1-r01-n01")
                .contains("ams2-r01-n08", "sin1-r03-n05");
    }

    private static Stream<String> addresses(SimulatedHost host) {
        return host.kernel().netdevs().values().stream().map(it -> Netdev.text(it.mac()));
    }

    private static String identity(SimulatedHost host) {
        return host.kernel().machine()
                + host.kernel().boot().toString()
                + host.kernel().netdevs().keySet()
                + addresses(host).toList();
    }
}
