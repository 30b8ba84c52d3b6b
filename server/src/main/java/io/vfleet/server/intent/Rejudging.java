package io.vfleet.server.intent;

import io.vfleet.server.ingest.Rediagnosis;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Has a node judged by what is wanted of it now, before the edit is answered.
@Component
class Rejudging {

    private final Rediagnosis rediagnosis;

    Rejudging(Rediagnosis rediagnosis) {
        this.rediagnosis = rediagnosis;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void changed(ExpectationsChanged changed) {
        rediagnosis.of(changed.node());
    }
}
