package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The breaker over HTTP.
@RestController
@RequestMapping("/api/v1/breaker")
@Tag(name = "operations")
class BreakerController {

    private final Breaker breaker;
    private final BreakerStore store;

    BreakerController(Breaker breaker, BreakerStore store) {
        this.breaker = breaker;
        this.store = store;
    }

    /// Which way, and why.
    record BreakerChange(
            @NotNull Boolean open,
            @NotBlank @Size(max = 500) @Schema(example = "resizes fail at fra") String reason) {}

    @GetMapping
    @Operation(operationId = "getBreaker", summary = "Whether commands are held back")
    BreakerView get() {
        return store.get();
    }

    @PutMapping
    @Operation(
            operationId = "setBreaker",
            summary = "Hold all commands back, or let them go; operations wait and lose nothing")
    BreakerView set(@Valid @RequestBody BreakerChange wanted, HttpServletRequest request) {
        return breaker.set(
                wanted.open(),
                wanted.reason(),
                new Requester(request.getUserPrincipal().getName(), request.getRemoteAddr()));
    }
}
