package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubjectsTests {

    private static final PciAddress FIRST = PciAddress.parse("0000:81:00.0");
    private static final PciAddress SECOND = PciAddress.parse("0000:81:00.1");

    private static Subject vf(PciAddress pf, String address) {
        return new Subject.Vf(pf, PciAddress.parse(address));
    }

    @Test
    void theNodeStandsFirstThenEveryPfWithItsVfs() {
        List<Subject> inOrder =
                List.of(
                        new Subject.Node(),
                        new Subject.Pf(FIRST),
                        vf(FIRST, "0000:81:00.2"),
                        vf(FIRST, "0000:82:00.0"),
                        new Subject.Pf(SECOND),
                        vf(SECOND, "0000:81:00.3"));
        List<Subject> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled).isNotEqualTo(inOrder);
        shuffled.sort(Subjects::compare);

        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void aPfHearsOfItselfItsVfsAndItsNode() {
        assertThat(Subjects.concerns(new Subject.Node(), FIRST)).isTrue();
        assertThat(Subjects.concerns(new Subject.Pf(FIRST), FIRST)).isTrue();
        assertThat(Subjects.concerns(new Subject.Pf(SECOND), FIRST)).isFalse();
        assertThat(Subjects.concerns(vf(FIRST, "0000:81:00.2"), FIRST)).isTrue();
        assertThat(Subjects.concerns(vf(SECOND, "0000:81:00.2"), FIRST)).isFalse();
    }
}
