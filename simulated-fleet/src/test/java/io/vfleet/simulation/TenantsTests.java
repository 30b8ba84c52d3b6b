package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TenantsTests {

    private static final long SEED = 1;

    private static final List<Blueprint> BLUEPRINTS = SimulatedFleet.blueprints(100, SEED);
    private static final List<NodeInventory> FLEET =
            SimulatedFleet.generate(100, SEED).stream().map(TenantsTests::collect).toList();

    @Test
    void everyVfOfTheFleetTellsWhetherItIsInUse() {
        assertThat(FLEET.stream().flatMap(TenantsTests::uses)).doesNotContain(new VfUse.Unknown());
    }

    @Test
    void rentedHostsHaveHoldersAndAFreePort() {
        List<NodeInventory> rented = where(Blueprint::rented);

        assertThat(rented).hasSizeGreaterThan(20);
        assertThat(rented)
                .allMatch(host -> uses(host).anyMatch(use -> !use.holders().isEmpty()))
                .allMatch(host -> host.physicalFunctions().stream().anyMatch(TenantsTests::free));
        assertThat(rented.stream().flatMap(TenantsTests::uses))
                .flatExtracting(VfUse::holders)
                .extracting(VfHolder::kind)
                .contains(
                        VfHolder.KUBELET,
                        VfHolder.CNI,
                        VfHolder.UVERBS,
                        VfHolder.NETNS,
                        VfHolder.VFIO);
        assertThat(rented.stream().flatMap(TenantsTests::uses))
                .flatExtracting(VfUse::holders)
                .extracting(VfHolder::name)
                .contains("llm-70b/train-5", "qemu-system-x86");
    }

    @Test
    void mostHealthyHostsAreFree() {
        List<NodeInventory> others = where(host -> host.fine() && !host.rented());

        assertThat(others).hasSizeGreaterThan(40);
        assertThat(others.stream().flatMap(TenantsTests::uses)).containsOnly(new VfUse.Free());
        assertThat(BLUEPRINTS.getFirst().rented()).isFalse();
    }

    private List<NodeInventory> where(Predicate<Blueprint> which) {
        return IntStream.range(0, FLEET.size())
                .filter(number -> which.test(BLUEPRINTS.get(number)))
                .mapToObj(FLEET::get)
                .toList();
    }

    private static boolean free(PhysicalFunction pf) {
        return !pf.virtualFunctions().isEmpty()
                && pf.virtualFunctions().stream().allMatch(vf -> vf.use().equals(new VfUse.Free()));
    }

    private static Stream<VfUse> uses(NodeInventory host) {
        return host.virtualFunctions().map(VirtualFunction::use);
    }

    private static NodeInventory collect(SimulatedHost host) {
        return new InventoryCollector(host, Clock.systemUTC(), "test").collect(Journal.EMPTY);
    }
}
