package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.SignedCommands;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An agent's operations on one kernel, with a server that signs; everything happens at once.
public final class Bench {

    static final String NODE = "n-1";

    final FakeKernel kernel;
    final FakeClock clock = new FakeClock();
    final List<String> log = new ArrayList<>();
    final KeyPair server = keys();
    Set<InetAddress> route = Set.of();
    boolean serverAnswers = true;

    private final Path journal;
    private Operations operations;
    private long generation;

    Bench(FakeKernel kernel, Path dir) {
        this.kernel = kernel;
        this.journal = dir.resolve("operations");
        this.operations = open();
    }

    /// The agent is ended and started anew.
    void restart() {
        operations = open();
    }

    Path journal() {
        return journal;
    }

    Operations operations() {
        return operations;
    }

    private Operations open() {
        Site site = new Site(kernel, new Route(), clock, Runnable::run, log::add);
        return Operations.open(site, journal, () -> {});
    }

    Command resize(int count) {
        return command(new Change.ResizeVfs(FakeKernel.PF, count));
    }

    Command command(Change change) {
        return new Command(
                UUID.randomUUID(),
                change,
                NODE,
                ++generation,
                clock.now().plus(Duration.ofMinutes(15)),
                Set.of(),
                new Command.Origin(Optional.of("ann"), Optional.of(clock.now())));
    }

    static Command with(Command command, Set<String> overrides) {
        return new Command(
                command.id(),
                command.change(),
                command.nodeId(),
                command.generation(),
                command.deadline(),
                overrides,
                command.origin());
    }

    /// Sends the command and gives its ending; the server has not acknowledged it.
    Progress run(Command command) {
        send(command);
        return operations.next().orElseThrow();
    }

    void send(Command command) {
        operations.take(List.of(signed(command)), List.of(key(server)), NODE);
    }

    SignedCommand signed(Command command) {
        return sign(AgentJson.write(command), server);
    }

    public static SignedCommand sign(byte[] payload, KeyPair by) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(by.getPrivate());
            signature.update(SignedCommands.signedBytes(payload));
            Base64.Encoder base64 = Base64.getEncoder();
            return new SignedCommand(
                    base64.encodeToString(payload), base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String key(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    public static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static GateResult gate(Progress progress, String id) {
        return progress.gates().stream()
                .filter(result -> result.gate().equals(id))
                .findAny()
                .orElseThrow();
    }

    /// The way to the server.
    private final class Route implements ServerRoute {

        @Override
        public Reading<Set<InetAddress>> localAddresses() {
            return new Reading.Value<>(route);
        }

        @Override
        public boolean answers() {
            return serverAnswers;
        }
    }
}
