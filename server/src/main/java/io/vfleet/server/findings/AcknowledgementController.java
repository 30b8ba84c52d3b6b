package io.vfleet.server.findings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Acknowledgements of findings over HTTP.
@RestController
@RequestMapping("/api/v1/findings/{id}/acknowledgement")
@Tag(name = "findings")
class AcknowledgementController {

    private final Acknowledgements acknowledgements;

    AcknowledgementController(Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /// Why it may wait.
    record NewAcknowledgement(
            @NotBlank @Size(max = 500) @Schema(example = "card is ordered") String reason) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "acknowledgeFinding",
            summary = "Say that you know about it; it holds until the finding is resolved")
    void set(
            @PathVariable UUID id,
            @Valid @RequestBody NewAcknowledgement wanted,
            HttpServletRequest request) {
        acknowledgements.set(id, wanted.reason(), person(request));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "unacknowledgeFinding", summary = "Take an acknowledgement back")
    void withdraw(@PathVariable UUID id, HttpServletRequest request) {
        acknowledgements.withdraw(id, person(request));
    }

    private static Mutes.Person person(HttpServletRequest request) {
        return new Mutes.Person(request.getUserPrincipal().getName(), request.getRemoteAddr());
    }
}
