package io.vfleet.server.ingest;

import io.vfleet.server.judging.Judging;
import io.vfleet.server.lists.Condition;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Sees that an address is alive on two nodes, or no more, and has both judged by it: what one node
/// is judged by here is what another said, or that it fell silent. Every replica looks.
@Component
class AddressWatch {

    private static final Logger log = LoggerFactory.getLogger(AddressWatch.class);

    private final AddressStore store;
    private final Judging judging;
    private final TransactionTemplate transaction;

    AddressWatch(AddressStore store, Judging judging, TransactionTemplate transaction) {
        this.store = store;
        this.judging = judging;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 2_000)
    void look() {
        try {
            if (store.unsettled()) {
                transaction.executeWithoutResult(_ -> settle());
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Addresses of two nodes wait: {}", e.getMessage());
        }
    }

    private void settle() {
        // before the addresses, as ingest does
        judging.change();
        List<UUID> nodes = store.settle();
        if (!nodes.isEmpty()) {
            // a silent node keeps its findings until it is heard of
            judging.ask(
                    Condition.of(
                            "n.id = any(:nodes) and n.status <> 'OFFLINE'",
                            "nodes",
                            nodes.toArray(UUID[]::new)));
        }
    }
}
