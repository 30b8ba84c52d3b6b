package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.server.TestAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Agents that keep a record of their own, and somebody who changes one of the two.
class NodeRecordTests extends OperationScene {

    private TestAgent agent;
    private NodeRecord.Head head = NodeRecord.NONE;
    private Command latest;

    @BeforeEach
    void join() {
        agent = reported();
    }

    @Test
    void recordsThatNobodyTouchedAgree() {
        done(OperationState.REFUSED);
        done(OperationState.FAILED);
        agent.logIn(Optional.of(head));

        assertThat(differences()).isEmpty();
        assertThat(kept()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update node_record set record = replace(record, '"FAILED"', '"REFUSED"') where node_id = :node | what the node told of it was changed here
                    update node_record set hash = sequence::text where node_id = :node and sequence = 2            | what the node told of it was changed here
                    delete from node_record where node_id = :node and sequence = 2                                 | record 3 of the node does not follow 1
                    """)
    void whatWasChangedAtTheServerShows(String change, String words) {
        done(OperationState.REFUSED);
        done(OperationState.FAILED);
        done(OperationState.REFUSED);

        jdbc.sql(change).param("node", agent.nodeId()).update();

        assertThat(differences()).anyMatch(difference -> difference.startsWith(words));
    }

    @Test
    void anAuditThatSaysOtherwiseShows() {
        UUID id = fetched(agent, asked(resize(agent, 8)));
        Progress ending = progress(id, OperationState.REFUSED);
        Command other = command(id);
        // the node wrote down another ending than it told
        NodeRecord record =
                head.followedBy(other, progress(id, OperationState.FAILED), Instant.now());
        tell(agent, ending.with(record));

        assertThat(differences())
                .containsExactly("state: the node recorded 'FAILED', the audit has 'REFUSED'");
    }

    @Test
    void aRecordThatWasShortenedOrBegunAnewOnTheNodeShows() {
        done(OperationState.REFUSED);
        NodeRecord.Head one = head;
        done(OperationState.REFUSED);
        agent.logIn(Optional.of(one));
        assertThat(differences())
                .containsExactly(
                        "the node's record ended with 1 at its last login, and 2 had been told before: it was changed there");

        head = NodeRecord.NONE;
        done(OperationState.REFUSED);
        agent.logIn(Optional.of(head));
        assertThat(differences())
                .anyMatch(words -> words.startsWith("record 1 of the node does not follow 2"));
    }

    @Test
    void anEndingWithoutARecordShows() {
        done(OperationState.REFUSED);
        UUID id = fetched(agent, asked(resize(agent, 8)));
        tell(agent, progress(id, OperationState.REFUSED));

        assertThat(differences()).containsExactly("the node told an ending and no record of it");
    }

    @Test
    void anEndingThatIsToldTwiceAndOtherwiseShows() {
        UUID id = done(OperationState.REFUSED);
        NodeRecord other =
                NodeRecord.NONE.followedBy(
                        command(id), progress(id, OperationState.REFUSED), Instant.EPOCH);
        tell(agent, progress(id, OperationState.REFUSED).with(other));

        assertThat(differences()).containsExactly("the node told it twice, and otherwise");
    }

    @Test
    void aNodeKeepsNoRecordOfAnothersOperation() {
        TestAgent other = reported();
        UUID id = fetched(other, asked(resize(other, 8)));
        NodeRecord record =
                head.followedBy(command(id), progress(id, OperationState.REFUSED), Instant.now());

        assertThat(agent.tell(progress(id, OperationState.REFUSED).with(record)).status())
                .isEqualTo(404);

        assertThat(kept()).isZero();
    }

    private UUID done(OperationState state) {
        UUID id = fetched(agent, asked(resize(agent, 8)));
        Progress ending = progress(id, state);
        NodeRecord record = head.followedBy(command(id), ending, Instant.now());
        tell(agent, ending.with(record));
        head = record.head();
        return id;
    }

    private UUID fetched(TestAgent by, UUID id) {
        latest = fetched(by);
        assertThat(latest.id()).isEqualTo(id);
        return id;
    }

    private Command command(UUID id) {
        assertThat(latest.id()).isEqualTo(id);
        return latest;
    }

    private long kept() {
        return jdbc.sql("select count(*) from node_record where node_id = :node")
                .param("node", agent.nodeId())
                .query(Long.class)
                .single();
    }

    private List<String> differences() {
        JsonNode nodes = admin().get("/api/v1/audit/verification").ok().path("nodes");
        return StreamSupport.stream(nodes.path("differences").spliterator(), false)
                .filter(one -> one.path("node").asString().equals(agent.nodeId().toString()))
                .map(one -> one.path("what").asString())
                .toList();
    }
}
