package io.vfleet.server.stream;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Nodes fall silent without anybody writing it down: while pages listen, this replica looks.
@Component
class StatusWatch {

    private static final Logger log = LoggerFactory.getLogger(StatusWatch.class);

    private final StatusQueries queries;
    private final Streams streams;
    private OptionalLong seen = OptionalLong.empty();

    StatusWatch(StatusQueries queries, Streams streams) {
        this.queries = queries;
        this.streams = streams;
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        if (streams.count() == 0) {
            seen = OptionalLong.empty();
            return;
        }
        try {
            OptionalLong now = OptionalLong.of(queries.fingerprint());
            if (seen.isPresent() && !now.equals(seen)) {
                streams.heard(Hint.ofHere("node", ThreadLocalRandom.current()));
            }
            seen = now;
        } catch (DataAccessException | TransactionException e) {
            log.debug("No look at the nodes' status: {}", e.getMessage());
        }
    }
}
