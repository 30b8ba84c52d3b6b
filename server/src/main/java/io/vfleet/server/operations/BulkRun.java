package io.vfleet.server.operations;

import io.vfleet.server.platform.ApiProblem;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Looks after bulks; a bulk's row is the lock under which replicas take turns.
@Component
class BulkRun {

    private static final Logger log = LoggerFactory.getLogger(BulkRun.class);

    private final BulkStore store;
    private final Bulks bulks;

    BulkRun(BulkStore store, Bulks bulks) {
        this.store = store;
        this.bulks = bulks;
    }

    @Scheduled(fixedDelay = 1_000)
    void run() {
        try {
            store.running().forEach(this::advance);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Bulks wait: {}", e.getMessage());
        }
    }

    private void advance(UUID id) {
        try {
            bulks.advance(id);
        } catch (ApiProblem problem) {
            bulks.stop(id, problem);
        }
    }
}
