package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BreakerTests extends OperationScene {

    @Autowired private HeldPolls polls;

    @AfterEach
    void close() {
        set(false, "test is over");
    }

    @Test
    void whileItIsOpenOperationsWaitAndSayWhy() throws Exception {
        TestAgent agent = reported();
        UUID before = asked(resize(agent, 8));
        set(true, "resizes fail at fra");
        UUID after = asked(resize(agent, 8).replace(PF, "0000:81:00.1"));

        assertThat(poll(agent, 2)).isEmpty();
        for (UUID id : List.of(before, after)) {
            assertThat(state(id)).isEqualTo("QUEUED");
            assertThat(operation(id).path("explanation").asString())
                    .contains("breaker", "resizes fail at fra");
        }

        CompletableFuture<List<SignedCommand>> held =
                CompletableFuture.supplyAsync(() -> poll(agent, 20));
        Eventually.so(() -> polls.holds(agent.nodeId()));
        set(false, "fixed");
        assertThat(read(held.get(10, TimeUnit.SECONDS).getFirst()).id()).isEqualTo(before);
        assertThat(operation(after).has("explanation")).isFalse();
    }

    @Test
    void theFirstToOpenItIsNamedAndBothMovesAreAudited() {
        assertThat(set(true, "first").path("reason").asString()).isEqualTo("first");
        assertThat(set(true, "second").path("reason").asString()).isEqualTo("first");
        set(false, "third");
        assertThat(people.get("/api/v1/breaker").ok().path("open").asBoolean()).isFalse();
        assertThat(admin().get("/api/v1/audit?pageSize=2").ok().path("items"))
                .extracting(
                        entry -> entry.path("what").asString() + " " + entry.path("why").asString())
                .containsExactly("breaker-closed third", "breaker-opened first");
    }

    @Test
    void itIsMovedByAdministratorsWithAReason() {
        String open = "{\"open\":true,\"reason\":\"x\"}";
        people.put("/api/v1/breaker", open).problem(403, "forbidden");
        admin().put("/api/v1/breaker", "{\"open\":true,\"reason\":\" \"}")
                .problem(400, "invalid-value");
        admin().put("/api/v1/breaker", "{\"reason\":\"x\"}").problem(400, "invalid-value");
        assertThat(people.get("/api/v1/breaker").ok().path("open").asBoolean()).isFalse();
    }

    private tools.jackson.databind.JsonNode set(boolean open, String reason) {
        return admin().put(
                        "/api/v1/breaker",
                        "{\"open\":%s,\"reason\":\"%s\"}".formatted(open, reason))
                .ok();
    }
}
