package io.vfleet.server.ingest;

import io.vfleet.server.nodes.AgentRefusal;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;

/// Waits for a commit and says to the agent what went wrong with it.
final class Committed {

    private static final Logger LOG = LoggerFactory.getLogger(Committed.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private Committed() {}

    static <T, R> R of(GroupCommit<T, R> commits, T item) {
        try {
            return commits.commit(item);
        } catch (GroupCommit.QueueFull _) {
            throw AgentRefusal.overloaded("more is coming in than can be stored", WAIT);
        } catch (CompletionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        }
    }

    /// A credential that is good for a node which is gone.
    static AgentRefusal nobody() {
        return AgentRefusal.of(
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "the node of this access token is gone");
    }

    private static AgentRefusal refusal(Throwable cause) {
        if (cause instanceof DataIntegrityViolationException) {
            LOG.error("A report cannot be stored", cause);
            return AgentRefusal.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "report-not-storable",
                    "the database refuses what the report says");
        }
        LOG.warn("A commit failed: {}", cause.toString());
        return AgentRefusal.overloaded("the database does not answer", WAIT);
    }
}
