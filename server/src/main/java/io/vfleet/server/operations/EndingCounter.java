package io.vfleet.server.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Counts operations by how they ended, each ending from the start: `increase()` never sees the
/// first of a series that is not there.
@Component
class EndingCounter {

    private final MeterRegistry meters;

    EndingCounter(MeterRegistry meters) {
        this.meters = meters;
        for (OperationKind kind : OperationKind.values()) {
            Stream.of(OperationState.values())
                    .filter(OperationState::terminal)
                    .forEach(ending -> counter(kind, ending));
        }
    }

    void count(OperationKind kind, OperationState ending) {
        counter(kind, ending).increment();
    }

    private Counter counter(OperationKind kind, OperationState ending) {
        return Counter.builder("vfleet.operations")
                .description("Operations that are over, by how they ended.")
                .tag("kind", kind.name())
                .tag("result", ending.name())
                .register(meters);
    }
}
