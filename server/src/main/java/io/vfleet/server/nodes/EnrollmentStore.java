package io.vfleet.server.nodes;

import io.vfleet.domain.wire.AgentMessages.EnrollRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Enrollment tokens, and nodes by their keys.
@Repository
class EnrollmentStore {

    private final JdbcClient jdbc;

    EnrollmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A token that was just counted.
    record Spent(UUID id, boolean autoApprove) {}

    void addToken(UUID id, byte[] hash, EnrollmentTokens.Wish wish) {
        jdbc.sql(
                        """
                        insert into enrollment_token
                            (id, name, token_hash, auto_approve, max_uses, created_by, expires_at)
                        values (:id, :name, :hash, :autoApprove, :maxUses, :createdBy,
                                now() + make_interval(secs => :seconds))
                        """)
                .param("id", id)
                .param("name", wish.name())
                .param("hash", hash)
                .param("autoApprove", wish.autoApprove())
                .param("maxUses", wish.maxUses())
                .param("createdBy", wish.createdBy())
                .param("seconds", wish.lifetime().toSeconds())
                .update();
    }

    boolean revoke(UUID id) {
        return jdbc.sql(
                                """
                                update enrollment_token set revoked_at = now()
                                where id = :id and revoked_at is null
                                """)
                        .param("id", id)
                        .update()
                > 0;
    }

    /// Counts one use; empty when the token must not be used.
    Optional<Spent> spend(byte[] hash) {
        return jdbc.sql(
                        """
                        update enrollment_token
                        set uses = uses + 1
                        where token_hash = :hash and revoked_at is null and expires_at > now()
                          and uses < max_uses
                        returning id, auto_approve
                        """)
                .param("hash", hash)
                .query((row, number) ->
                        new Spent(row.getObject("id", UUID.class), row.getBoolean("auto_approve")))
                .optional();
    }

    /// Why a token must not be used.
    String refusal(byte[] hash) {
        return jdbc.sql(
                        """
                        select case
                                   when revoked_at is not null then 'it was revoked'
                                   when expires_at <= now() then 'it has expired'
                                   else 'it is used up'
                               end
                        from enrollment_token where token_hash = :hash
                        """)
                .param("hash", hash)
                .query(String.class)
                .optional()
                .orElse("there is no such token");
    }

    Optional<Node> byKey(byte[] publicKey) {
        return jdbc.sql(
                        """
                        select id, hostname, enrollment, replaces_node_id from node
                        where public_key = :key
                        """)
                .param("key", publicKey)
                .query(NodeStore::node)
                .optional();
    }

    /// The approved node that runs on the same machine, the one heard of last if there are several.
    Optional<UUID> sameMachine(EnrollRequest request) {
        return jdbc.sql(
                        """
                        select n.id
                        from node n join node_presence p on p.node_id = n.id
                        where n.machine_id = :machineId and n.product_uuid = :productUuid
                          and n.enrollment = 'APPROVED'
                        order by p.last_seen desc nulls last, n.id
                        limit 1
                        """)
                .param("machineId", request.machineId().orElse(null))
                .param("productUuid", request.productUuid().orElse(null))
                .query(UUID.class)
                .optional();
    }

    /// False when somebody else has registered the key in the meantime.
    boolean add(Node node, byte[] publicKey, UUID token, EnrollRequest request) {
        int added =
                jdbc.sql(
                                """
                                with added as (
                                    insert into node (id, public_key, hostname, machine_id, product_uuid,
                                                      enrollment, replaces_node_id, enrollment_token_id,
                                                      agent_version, decided_at, decided_by)
                                    values (:id, :key, :hostname, :machineId, :productUuid,
                                            :enrollment, :replaces, :token, :agentVersion,
                                            case when :enrollment = 'APPROVED' then now() end,
                                            case when :enrollment = 'APPROVED' then 'enrollment token' end)
                                    on conflict (public_key) do nothing
                                    returning id)
                                insert into node_presence (node_id) select id from added
                                """)
                        .param("id", node.id())
                        .param("key", publicKey)
                        .param("hostname", node.hostname())
                        .param("machineId", request.machineId().orElse(null))
                        .param("productUuid", request.productUuid().orElse(null))
                        .param("enrollment", node.enrollment().name())
                        .param("replaces", node.replaces().orElse(null))
                        .param("token", token)
                        .param("agentVersion", request.agentVersion())
                        .update();
        return added > 0;
    }

    Optional<byte[]> publicKey(UUID node) {
        return jdbc.sql("select public_key from node where id = :id")
                .param("id", node)
                .query((row, number) -> row.getBytes("public_key"))
                .optional();
    }
}
