package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Messages over HTTP: what waits, what was sent, what is dead.
@RestController
@RequestMapping("/api/v1/notification-deliveries")
@Tag(name = "notifications")
class DeliveryController {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final OutboxStore outbox;
    private final ListQueries lists;
    private final Clock clock;

    DeliveryController(OutboxStore outbox, ListQueries lists, Clock clock) {
        this.outbox = outbox;
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listNotificationDeliveries", summary = "Messages, newest first")
    Page<DeliveryView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(DeliveryView.TABLE, request);
    }

    @PostMapping("/{id}/retry")
    @Operation(
            operationId = "retryNotificationDelivery",
            summary = "Try a dead message again; what was sent is never sent again")
    DeliveryView retry(@PathVariable UUID id) {
        DeliveryView found = require(id);
        if (!outbox.revive(id, clock.instant())) {
            throw new ApiProblem(ProblemType.CONFLICT, "It is not dead")
                    .with("field", "state")
                    .with("value", found.state())
                    .with("expected", DeliveryView.State.DEAD);
        }
        return require(id);
    }

    private DeliveryView require(UUID id) {
        return lists
                .page(DeliveryView.TABLE, ONE, Condition.of("x.id = :id", "id", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("notification", id.toString()));
    }
}
