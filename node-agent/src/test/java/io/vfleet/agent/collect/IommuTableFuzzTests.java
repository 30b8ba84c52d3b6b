package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/// Any bytes as the firmware's table.
class IommuTableFuzzTests {

    @FuzzTest
    void noMoreUnitsThanThereIsRoomFor(byte[] table) {
        for (String name : List.of("DMAR", "IVRS", "IORT")) {
            int units = IommuTable.parse(name, table).map(it -> it.offer().units()).orElse(0);
            assertThat(units * 4).isLessThanOrEqualTo(table.length);
        }
    }
}
