package io.vfleet.simulation;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.VfSetting;
import io.vfleet.agent.operate.Clockwork;
import io.vfleet.agent.operate.Operations;
import io.vfleet.agent.operate.ServerRoute;
import io.vfleet.agent.operate.Site;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.SignedCommands;
import io.vfleet.simulation.catalog.CardModel;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Errno;
import io.vfleet.simulation.kernel.Netdev;
import io.vfleet.simulation.kernel.Pace;
import io.vfleet.simulation.kernel.VfKnobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/// The agent's own code on a simulated kernel that outlives it, and a server that signs.
final class Operator {

    final SimulatedHost host;
    final CardPort port;
    HostWriter writer;
    boolean serverAnswers = true;

    private final Path dir;
    private final KeyPair server = keys();
    private long generation;

    Operator(SimulatedHost host, CardPort port, Path dir) {
        this.host = host;
        this.port = port;
        this.dir = folder(dir);
        this.writer = host.writer().orElseThrow();
        host.kernel().pace(Pace.INSTANT);
    }

    /// A host with such a card, free of trouble and of tenants, on its third port.
    static Operator with(CardModel card, Path dir) {
        Blueprint blueprint =
                SimulatedFleet.blueprints(80, 1).stream()
                        .filter(it -> it.kit().card().equals(card))
                        .findFirst()
                        .orElseThrow()
                        .in(Circumstance.ORDINARY)
                        .with(Trouble.NONE);
        SimulatedHost host = HostAssembly.build(blueprint, 1);
        Operator operator = new Operator(host, host.kernel().cardPorts().get(2), dir);
        operator.policy("mode: remediate\noverridable: [G1, G5, G7, G12]\nrevertTimeout: 1s\n");
        return operator;
    }

    void policy(String text) {
        synchronized (host.kernel()) {
            host.kernel().writeFile("/etc/vfleet/policy.yaml", text);
        }
    }

    /// An agent of this state directory, which picks up what the one before left.
    Operations agent() {
        Site site = new Site(watched(), new Route(), Clockwork.SYSTEM, Runnable::run, _ -> {});
        return Operations.open(site, dir.resolve("operations"), () -> {});
    }

    Progress resize(int count, String... overrides) {
        Operations agent = agent();
        send(agent, command(count, overrides));
        Progress ending = agent.next().orElseThrow();
        agent.told(ending);
        return ending;
    }

    Command command(int count, String... overrides) {
        return command(new Change.ResizeVfs(port.address(), count), overrides);
    }

    Command command(Change change, String... overrides) {
        return new Command(
                UUID.randomUUID(),
                change,
                "node",
                ++generation,
                Instant.now().plus(Duration.ofMinutes(15)),
                Set.of(overrides));
    }

    void send(Operations agent, Command command) {
        String key = Base64.getEncoder().encodeToString(server.getPublic().getEncoded());
        agent.take(List.of(signed(command)), List.of(key), command.nodeId());
    }

    /// `ip link set PF vf N …` by hand.
    Optional<Errno> set(int vf, VfSetting setting) {
        synchronized (host.kernel()) {
            return new VfKnobs(host.kernel(), port).set(vf, setting);
        }
    }

    SortedMap<Integer, VfAdmin> admin() {
        String netdev = port.netdev().map(Netdev::name).orElseThrow();
        return host.vfAdmin(netdev).found().orElseThrow();
    }

    private Host watched() {
        return (Host)
                Proxy.newProxyInstance(
                        Host.class.getClassLoader(),
                        new Class<?>[] {Host.class},
                        (_, method, words) ->
                                method.getName().equals("writer")
                                        ? Optional.of(writer)
                                        : method.invoke(host, words));
    }

    private SignedCommand signed(Command command) {
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

    private static Path folder(Path dir) {
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The way to the server, which is none of the host's.
    private final class Route implements ServerRoute {

        @Override
        public Reading<Set<InetAddress>> localAddresses() {
            return new Reading.Value<>(Set.of());
        }

        @Override
        public boolean answers() {
            return serverAnswers;
        }
    }
}
