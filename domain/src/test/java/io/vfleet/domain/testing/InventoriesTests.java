package io.vfleet.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import org.junit.jupiter.api.Test;

class InventoriesTests {

    @Test
    void everyVfOfTheHealthyHostIsAloneInItsGroup() {
        NodeInventory host = Inventories.healthyHost().build();

        assertThat(host.virtualFunctions()).hasSize(8);
        assertThat(host.virtualFunctions().map(vf -> vf.address().toString()))
                .startsWith("0000:81:00.2")
                .endsWith("0000:81:01.4", "0000:81:01.5")
                .doesNotHaveDuplicates();
        assertThat(host.iommu().groups())
                .hasSize(10)
                .allSatisfy(group -> assertThat(group.members()).hasSize(1));
    }

    @Test
    void vfsThatAreGivenOneGroupShareIt() {
        NodeInventory host =
                Inventories.healthyHost().pf(0, pf -> pf.eachVf(vf -> vf.iommuGroup(27))).build();

        assertThat(host.iommu().group(27).orElseThrow().members()).hasSize(5);
    }
}
