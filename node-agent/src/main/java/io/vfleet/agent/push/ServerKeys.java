package io.vfleet.agent.push;

import io.vfleet.domain.wire.AgentMessages.Succession;
import io.vfleet.domain.wire.SignedCommands;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of a server's keys a node obeys: the one that signs now, where a pinned key leads to it by
/// signed steps, and those that it leads to itself.
final class ServerKeys {

    private static final String ALGORITHM = "Ed25519";

    private ServerKeys() {}

    /// @param pinned the keys obeyed so far
    /// @return empty where no pinned key leads to `now`: it may be another server's
    static Optional<List<String>> obeyed(
            List<String> pinned, String now, List<Succession> successions) {
        if (!pinned.isEmpty() && !reached(pinned, successions).contains(now)) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(reached(List.of(now), successions)));
    }

    // a step back is none: an older key names no older one
    private static Set<String> reached(Collection<String> from, List<Succession> successions) {
        Set<String> reached = new LinkedHashSet<>(from);
        for (Succession step : successions) {
            if (reached.contains(step.by()) && signed(step)) {
                reached.add(step.key());
            }
        }
        return reached;
    }

    private static boolean signed(Succession step) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            byte[] by = Base64.getDecoder().decode(step.by());
            check.initVerify(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(by)));
            check.update(SignedCommands.successorBytes(step.key()));
            return check.verify(Base64.getDecoder().decode(step.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return false;
        }
    }
}
