package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.agent.operate.Clockwork;
import io.vfleet.agent.operate.Operations;
import io.vfleet.agent.operate.Site;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.SignedCommands;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Pace;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
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
    private final KeyPair server = keys();
    private final Command command = resize();

    @BeforeEach
    void hurry() {
        host.kernel().pace(Pace.INSTANT);
    }

    // the write at which it is ended, before or after it; what the next agent says, what is there
    @ParameterizedTest
    @CsvSource({
        "1, BEFORE, FAILED, 8, ''",
        "1, AFTER, PARTIAL, 0, 0",
        "2, BEFORE, PARTIAL, 0, 0",
        "2, AFTER, VERIFYING, 4, 0 4"
    })
    void noWriteHappensTwice(
            int write, Moment moment, OperationState ending, int count, String writes) {
        mortal.die(write, moment);
        assertThatThrownBy(() -> send(agent())).isInstanceOf(Killed.class);

        Operations next = agent();
        assertThat(next.next().orElseThrow())
                .returns(ending, Progress::state)
                .returns(OptionalInt.of(8), Progress::before)
                .returns(OptionalInt.of(count), Progress::after);

        // the server has not heard of it and sends it again
        send(next);
        assertThat(next.next().orElseThrow().state()).isEqualTo(ending);
        assertThat(String.join(" ", mortal.writes)).isEqualTo(writes);
        assertThat(port.vfs()).hasSize(count);
    }

    @Test
    void aBootInBetweenIsToldFromANoughtThatWasWritten() throws InterruptedException {
        mortal.die(1, Moment.AFTER);
        assertThatThrownBy(() -> send(agent())).isInstanceOf(Killed.class);
        assertThat(port.vfs()).isEmpty();
        host.reboot();

        Progress ending = agent().next().orElseThrow();
        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.explanation())
                .hasValueSatisfying(words -> assertThat(words).contains("booted anew", "8 VFs"));
        assertThat(mortal.writes).containsExactly("0");
    }

    private Operations agent() {
        Host watched =
                (Host)
                        Proxy.newProxyInstance(
                                Host.class.getClassLoader(),
                                new Class<?>[] {Host.class},
                                (_, method, words) ->
                                        method.getName().equals("writer")
                                                ? Optional.of(mortal)
                                                : method.invoke(host, words));
        Site site =
                new Site(
                        watched,
                        () -> new Reading.Value<>(Set.of()),
                        Clockwork.SYSTEM,
                        Runnable::run,
                        _ -> {});
        return Operations.open(site, dir.resolve("operations"), () -> {});
    }

    private void send(Operations agent) {
        String key = Base64.getEncoder().encodeToString(server.getPublic().getEncoded());
        agent.take(List.of(signed()), Optional.of(key), command.nodeId());
    }

    private Command resize() {
        return new Command(
                UUID.randomUUID(),
                OperationKind.RESIZE_VFS,
                "node",
                Optional.of(port.address()),
                OptionalInt.of(4),
                OptionalInt.empty(),
                1,
                Instant.now().plus(Duration.ofMinutes(15)),
                Set.of());
    }

    private SignedCommand signed() {
        byte[] payload = AgentJson.write(command);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(server.getPrivate());
            signature.update(SignedCommands.signedBytes(payload));
            Base64.Encoder base64 = Base64.getEncoder();
            return new SignedCommand(
                    base64.encodeToString(payload), base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CardPort withVfs(SimulatedHost host) {
        return host.kernel().cardPorts().stream()
                .filter(it -> !it.vfs().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private enum Moment {
        BEFORE,
        AFTER
    }

    /// The end of the agent's process.
    private static final class Killed extends Error {}

    /// Passes writes on and counts them, until the agent is ended.
    private static final class Mortal implements HostWriter {

        final List<String> writes = new ArrayList<>();

        private final HostWriter kernel;
        private int calls;
        private int lastCall;
        private Moment moment = Moment.AFTER;

        Mortal(HostWriter kernel) {
            this.kernel = kernel;
        }

        void die(int call, Moment when) {
            lastCall = call;
            moment = when;
        }

        @Override
        public WriteResult write(WriteTarget target, String value, Duration limit) {
            boolean last = ++calls == lastCall;
            if (last && moment == Moment.BEFORE) {
                throw new Killed();
            }
            writes.add(value);
            WriteResult result = kernel.write(target, value, limit);
            if (last) {
                throw new Killed();
            }
            return result;
        }

        @Override
        public List<String> hung() {
            return kernel.hung();
        }
    }
}
