package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import io.vfleet.server.VfleetServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Two replicas on one database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaTests extends OperationScene {

    @Autowired private Environment environment;

    private ConfigurableApplicationContext other;

    @BeforeAll
    void startAnother() {
        other = replica();
    }

    @AfterAll
    void stopTheOther() {
        other.close();
    }

    private ConfigurableApplicationContext replica() {
        return new SpringApplicationBuilder(VfleetServer.class)
                .run(
                        "--server.port=0",
                        property("url"),
                        property("username"),
                        property("password"),
                        "--vfleet.operations.held-polls=1",
                        "--spring.jmx.enabled=false");
    }

    private String property(String name) {
        String key = "spring.datasource." + name;
        return "--" + key + "=" + environment.getRequiredProperty(key);
    }

    private static int port(ConfigurableApplicationContext replica) {
        return replica.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void commandArrivesThroughTheReplicaThatHoldsThePoll() throws Exception {
        TestAgent agent = reported();
        TestAgent there = agent.at(port(other));
        HeldPolls polls = other.getBean(HeldPolls.class);
        var held = CompletableFuture.supplyAsync(() -> poll(there, 20));
        Eventually.so(() -> polls.holds(agent.nodeId()));

        Instant asked = Instant.now();
        UUID id = asked(resize(agent, 8));
        List<SignedCommand> commands = held.get(10, TimeUnit.SECONDS);

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(read(commands.getFirst()).id()).isEqualTo(id);
        tell(there, progress(id, OperationState.RUNNING));
        assertThat(state(id)).isEqualTo("RUNNING");
    }

    @Test
    void openBreakerHoldsOnEveryReplica() {
        TestAgent agent = reported();
        admin().put("/api/v1/breaker", "{\"open\":true,\"reason\":\"test\"}").ok();
        try {
            UUID id = asked(resize(agent, 8));
            assertThat(poll(agent.at(port(other)), 1)).isEmpty();
            assertThat(Beats.beat(agent.at(port(other))).commands()).isEmpty();
            assertThat(poll(agent, 1)).isEmpty();
            assertThat(state(id)).isEqualTo("QUEUED");
        } finally {
            admin().put("/api/v1/breaker", "{\"open\":false,\"reason\":\"test\"}").ok();
        }
        assertThat(poll(agent.at(port(other)), 10)).hasSize(1);
    }

    @Test
    void replicaThatHoldsEnoughGivesCommandsWithTheBeat() {
        TestAgent agent = reported();
        TestAgent there = agent.at(port(other));
        HeldPolls polls = other.getBean(HeldPolls.class);
        TestAgent last = reported();
        var held = CompletableFuture.supplyAsync(() -> poll(last.at(port(other)), 5));
        Eventually.so(() -> polls.holds(last.nodeId()));
        UUID id = asked(resize(agent, 8));
        Eventually.so(polls::full);

        var answers =
                CompletableFuture.supplyAsync(() -> {
                    var beat = Beats.beat(there);
                    while (beat.commands().isEmpty()) {
                        beat = Beats.beat(there);
                    }
                    return beat;
                });

        var beat = answers.orTimeout(5, TimeUnit.SECONDS).join();
        assertThat(beat.pollSeconds()).isZero();
        assertThat(read(beat.commands().getFirst()).id()).isEqualTo(id);
        assertThat(held.join()).isEmpty();
    }

    @Test
    void restartInTheMiddleLosesNothing() {
        TestAgent agent = reported();
        ConfigurableApplicationContext first = replica();
        UUID id = asked(resize(agent, 8));
        assertThat(fetched(agent.at(port(first))).id()).isEqualTo(id);
        tell(agent.at(port(first)), progress(id, OperationState.RUNNING));
        first.close();

        ConfigurableApplicationContext again = replica();
        try {
            TestAgent there = agent.at(port(again));
            tell(there, progress(id, OperationState.VERIFYING, OptionalInt.of(8)));
            report(there, 2, host(agent, 8));
        } finally {
            again.close();
        }

        assertThat(state(id)).isEqualTo("SUCCEEDED");
    }
}
