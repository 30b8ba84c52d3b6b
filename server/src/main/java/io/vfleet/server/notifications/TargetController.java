package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.notifications.Targets.Editor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The targets of notifications over HTTP.
@RestController
@RequestMapping("/api/v1/notification-targets")
@Tag(name = "notifications")
class TargetController {

    private final Targets targets;
    private final Sender sender;
    private final ListQueries lists;
    private final Clock clock;

    TargetController(Targets targets, Sender sender, ListQueries lists, Clock clock) {
        this.targets = targets;
        this.sender = sender;
        this.lists = lists;
        this.clock = clock;
    }

    /// A target that was just made.
    @Schema(name = "IssuedNotificationTarget")
    record IssuedTarget(
            TargetView target,
            @Schema(description = "Signs every message; it is shown this once") String secret) {}

    /// What came back of a test message.
    @Schema(name = "NotificationTest")
    record TestResult(
            @Schema(description = "Answered 2xx") boolean taken,
            Optional<Integer> status,
            @Schema(description = "The beginning of the answer, or what went wrong") String answer,
            long tookMs) {}

    @GetMapping
    @Operation(operationId = "listNotificationTargets", summary = "Where word is sent to")
    Page<TargetView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(TargetView.TABLE, request);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createNotificationTarget", summary = "Send word to one more place")
    ResponseEntity<IssuedTarget> create(
            @Valid @RequestBody TargetWish wish, HttpServletRequest request) {
        Targets.Made made = targets.create(wish, editor(request));
        return ResponseEntity.created(
                        URI.create("/api/v1/notification-targets/" + made.view().id()))
                .eTag(made.view().tag().value())
                .body(new IssuedTarget(made.view(), made.secret()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getNotificationTarget", summary = "One target")
    ResponseEntity<TargetView> get(@PathVariable UUID id) {
        return answer(TargetView.of(targets.require(id)));
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "editNotificationTarget",
            summary = "Change a target; needs its ETag in If-Match")
    ResponseEntity<TargetView> edit(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody TargetWish wish,
            HttpServletRequest request) {
        return answer(targets.edit(id, wish, ifMatch, editor(request)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteNotificationTarget",
            summary = "Send nothing there any more; what waits for it is gone")
    void delete(@PathVariable UUID id, HttpServletRequest request) {
        targets.delete(id, editor(request));
    }

    @PostMapping("/{id}/test")
    @Operation(
            operationId = "testNotificationTarget",
            summary = "Send a message that says nothing, and see what comes back")
    TestResult test(@PathVariable UUID id) {
        Target target = targets.require(id);
        long start = System.nanoTime();
        WebhookClient.Answer answer =
                sender.deliver(target, UUID.randomUUID(), clock.instant(), Bodies.test());
        return new TestResult(
                answer.taken(),
                answer.status(),
                answer.text(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private static ResponseEntity<TargetView> answer(TargetView view) {
        return ResponseEntity.ok().eTag(view.tag().value()).body(view);
    }

    private static Editor editor(HttpServletRequest request) {
        return new Editor(request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
