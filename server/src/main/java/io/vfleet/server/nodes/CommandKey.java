package io.vfleet.server.nodes;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.wire.AgentMessages.Succession;
import io.vfleet.domain.wire.SignedCommands;
import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The Ed25519 key whose commands nodes obey; all replicas on one database have the same. It is
/// replaced by one that it has named itself, which signs once every node had the time to hear of
/// it.
@Component
public class CommandKey {

    private final CommandKeyStore store;
    private final CommandKeyPair first;
    private final Audit audit;
    private final Clock clock;

    CommandKey(Secrets secrets, CommandKeyStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.first =
                new CommandKeyPair(
                        secrets.get("command-key", () -> CommandKeyPair.fresh().bytes()));
    }

    /// Which key signs, and which is to follow.
    @Schema(name = "CommandKey")
    public record Standing(
            @Schema(description = "The public half of the one that signs: X.509, Base64")
                    String key,
            Optional<Next> next,
            @Schema(description = "How many there have been") int keys) {}

    /// A key that signs from a time on.
    @Schema(name = "NextCommandKey")
    public record Next(String key, Instant from) {}

    /// X.509 SubjectPublicKeyInfo in Base64, for nodes to pin.
    public String publicKey() {
        return signing(store.successors()).publicKey();
    }

    /// The signature of a command's payload, in Base64.
    public String sign(byte[] payload) {
        return signing(store.successors()).sign(SignedCommands.signedBytes(payload));
    }

    /// Every step from one key to the next, oldest first.
    List<Succession> successions() {
        List<Succession> steps = new ArrayList<>();
        CommandKeyPair before = first;
        for (CommandKeyStore.Successor next : store.successors()) {
            steps.add(
                    new Succession(before.publicKey(), next.pair().publicKey(), next.signature()));
            before = next.pair();
        }
        return steps;
    }

    public Standing standing() {
        List<CommandKeyStore.Successor> all = store.successors();
        Optional<Next> next =
                all.stream()
                        .filter(it -> it.signsFrom().isAfter(clock.instant()))
                        .findFirst()
                        .map(it -> new Next(it.pair().publicKey(), it.signsFrom()));
        return new Standing(signing(all).publicKey(), next, all.size() + 1);
    }

    /// Makes the next key, which signs after the overlap.
    @Transactional
    public Standing rotate(Duration overlap, String reason, String by) {
        store.lock();
        Standing before = standing();
        if (before.next().isPresent()) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "The next key is known already and signs from "
                                    + before.next().get().from())
                    .with("value", before.next().get().from());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        CommandKeyPair next = CommandKeyPair.fresh();
        String signature =
                signing(store.successors()).sign(SignedCommands.successorBytes(next.publicKey()));
        store.add(new CommandKeyStore.Successor(next, signature, now.plus(overlap)), by, now);
        audit.append(
                List.of(
                        new AuditEntry(
                                now,
                                by,
                                "command-key-rotated",
                                Optional.empty(),
                                "command key " + (before.keys() + 1),
                                Optional.of(reason),
                                Optional.empty(),
                                "{\"signsFrom\":\"" + now.plus(overlap) + "\"}")));
        return standing();
    }

    private CommandKeyPair signing(List<CommandKeyStore.Successor> successors) {
        Instant now = clock.instant();
        return successors.stream()
                .filter(next -> !next.signsFrom().isAfter(now))
                .reduce((_, later) -> later)
                .map(CommandKeyStore.Successor::pair)
                .orElse(first);
    }
}
