package io.vfleet.domain.wire;

import io.vfleet.domain.operation.NodeRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The small documents between agent and server, below `/agent/v1`.
public final class AgentMessages {

    private AgentMessages() {}

    /// `POST enroll`: a new node shows its enrollment token and its own public key.
    ///
    /// @param publicKey Ed25519, X.509 SubjectPublicKeyInfo, Base64
    /// @param signature of `"vfleet-enroll\n" + token + "\n" + hostname` by that key, Base64:
    ///   proves possession
    public record EnrollRequest(
            String token,
            String publicKey,
            String signature,
            String hostname,
            Optional<String> machineId,
            Optional<String> productUuid,
            String agentVersion) {}

    /// Answer to [EnrollRequest]; the same key enrolls to the same node again.
    ///
    /// @param state `PENDING` or `APPROVED`
    /// @param serverKey whose commands this node is to obey from now on: Ed25519, X.509
    ///   SubjectPublicKeyInfo, Base64
    public record EnrollAnswer(String nodeId, String state, Optional<String> serverKey) {

        public EnrollAnswer(String nodeId, String state) {
            this(nodeId, state, Optional.empty());
        }
    }

    /// `POST challenge`: what the node's key has to sign for an access token.
    public record ChallengeRequest(String nodeId) {}

    /// Answer to [ChallengeRequest]; valid for two minutes.
    public record ChallengeAnswer(String challenge) {}

    /// `POST token`.
    ///
    /// @param signature of `"vfleet-token\n" + nodeId + "\n" + challenge`, Base64
    /// @param recorded how far the node's own record of its operations goes
    public record TokenRequest(
            String nodeId, String challenge, String signature, Optional<NodeRecord.Head> recorded) {

        public TokenRequest(String nodeId, String challenge, String signature) {
            this(nodeId, challenge, signature, Optional.empty());
        }
    }

    /// Answer to [TokenRequest]: the bearer token every later request carries, good for an hour.
    ///
    /// @param serverKey the one that signs commands now, as in [EnrollAnswer]
    /// @param successions of all keys the server ever had, oldest first
    public record TokenAnswer(
            String accessToken,
            Instant expiresAt,
            String state,
            Optional<String> serverKey,
            List<Succession> successions) {

        public TokenAnswer {
            successions = List.copyOf(successions);
        }

        public TokenAnswer(
                String accessToken, Instant expiresAt, String state, Optional<String> serverKey) {
            this(accessToken, expiresAt, state, serverKey, List.of());
        }

        public TokenAnswer(String accessToken, Instant expiresAt, String state) {
            this(accessToken, expiresAt, state, Optional.empty());
        }
    }

    /// A key of the server's that names the next one.
    ///
    /// @param signature of `"vfleet-next-key\n" + key` by the key `by`, Base64
    public record Succession(String by, String key, String signature) {}

    /// `POST heartbeat`.
    ///
    /// @param digest of the newest inventory, see [InventoryJson#digest]
    public record Heartbeat(long epoch, long sequence, String digest, Optional<String> bootId) {}

    /// Answer to [Heartbeat].
    ///
    /// @param reportWanted the server does not hold the inventory of that digest
    /// @param nextSeconds when to beat again; the agent adds its own ±10 %
    /// @param pollSeconds how long to ask for commands at `GET operations?wait=` after this beat;
    ///   0: do not ask
    /// @param commands what there is to do, where the agent does not ask
    public record HeartbeatAnswer(
            boolean reportWanted,
            int nextSeconds,
            String state,
            int pollSeconds,
            List<SignedCommand> commands) {

        public HeartbeatAnswer {
            commands = List.copyOf(commands);
        }

        public HeartbeatAnswer(boolean reportWanted, int nextSeconds, String state) {
            this(reportWanted, nextSeconds, state, 0, List.of());
        }
    }

    /// A command as the server signed it; the signature is of these very bytes, so they are only
    /// read after it was checked.
    ///
    /// @param payload [CommandJson], Base64
    /// @param signature of `"vfleet-command\n"` and the payload's bytes by the server's key, Base64
    public record SignedCommand(String payload, String signature) {}

    /// A command as far as an agent reads it that does not know its kind.
    public record UnknownCommand(UUID id, String kind, String nodeId) {}

    /// Answer to `GET operations?wait=25`: what there is to do, nothing where nothing came in time.
    public record Commands(List<SignedCommand> commands) {

        public Commands {
            commands = List.copyOf(commands);
        }
    }

    /// Answer to `POST report`: given only after the report was committed.
    ///
    /// @param duplicate this (epoch, sequence) or a newer one was there already; nothing was
    ///   changed
    public record ReportAnswer(boolean duplicate) {}
}
