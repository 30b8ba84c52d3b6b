package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.agent.operate.Operations;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.simulation.kernel.CardPort;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The agent's own code on a simulated kernel that outlives it. A resize from 8 to 4 is two writes;
/// the agent is ended right before or right after one of them.
class KilledAgentTests {

    @TempDir private Path dir;

    private final SimulatedHost host = SimulatedFleet.generate(1, 1).getFirst();
    private final CardPort port = withVfs(host);
    private final Mortal mortal = new Mortal(host.writer().orElseThrow());
    private Operator operator;
    private Command command;

    @BeforeEach
    void open() {
        operator = new Operator(host, port, dir);
        operator.writer = mortal;
        command = operator.command(4);
    }

    // the write at which it is ended, before or after it; what the next agent says, what is there
    @ParameterizedTest
    @CsvSource({
        "1, BEFORE, FAILED, 8, ''",
        "1, AFTER, ROLLED_BACK, 8, 0 8",
        "2, BEFORE, ROLLED_BACK, 8, 0 8",
        "2, AFTER, VERIFYING, 4, 0 4"
    })
    void noWriteHappensTwice(
            int write, Mortal.Moment moment, OperationState ending, int count, String writes) {
        mortal.die(write, moment);
        assertThatThrownBy(() -> operator.send(operator.agent(), command))
                .isInstanceOf(Mortal.Killed.class);

        Operations next = operator.agent();
        assertThat(next.next().orElseThrow())
                .returns(ending, Progress::state)
                .returns(OptionalInt.of(8), Progress::before)
                .returns(OptionalInt.of(count), Progress::after);

        // the server has not heard of it and sends it again
        operator.send(next, command);
        assertThat(next.next().orElseThrow().state()).isEqualTo(ending);
        assertThat(String.join(" ", mortal.writes)).isEqualTo(writes);
        assertThat(port.vfs()).hasSize(count);
    }

    @Test
    void aBootInBetweenIsToldFromANoughtThatWasWritten() throws InterruptedException {
        mortal.die(1, Mortal.Moment.AFTER);
        assertThatThrownBy(() -> operator.send(operator.agent(), command))
                .isInstanceOf(Mortal.Killed.class);
        assertThat(port.vfs()).isEmpty();
        host.reboot();

        Progress ending = operator.agent().next().orElseThrow();
        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.explanation())
                .hasValueSatisfying(words -> assertThat(words).contains("booted anew", "8 VFs"));
        assertThat(mortal.writes).containsExactly("0");
    }

    private static CardPort withVfs(SimulatedHost host) {
        return host.kernel().cardPorts().stream()
                .filter(it -> !it.vfs().isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
