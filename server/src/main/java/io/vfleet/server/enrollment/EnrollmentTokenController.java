package io.vfleet.server.enrollment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.nodes.EnrollmentTokens;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tokens with which new nodes register, over HTTP.
@RestController
@RequestMapping("/api/v1/enrollment-tokens")
@Tag(name = "enrollment")
class EnrollmentTokenController {

    private final EnrollmentTokens tokens;
    private final ListQueries lists;

    EnrollmentTokenController(EnrollmentTokens tokens, ListQueries lists) {
        this.tokens = tokens;
        this.lists = lists;
    }

    /// What a new enrollment token should be.
    record NewEnrollmentToken(
            @NotBlank @Size(max = 100) @Schema(example = "rack r12") String name,
            @Schema(description = "Let its nodes in without asking", defaultValue = "false")
                    @Nullable Boolean autoApprove,
            @Min(1) @Max(100_000) @Schema(defaultValue = "1") @Nullable Integer maxUses,
            @Min(1) @Max(43_200) @Schema(defaultValue = "60") @Nullable Integer lifetimeMinutes) {

        EnrollmentTokens.Wish by(String creator) {
            return new EnrollmentTokens.Wish(
                    name,
                    Objects.requireNonNullElse(autoApprove, false),
                    Objects.requireNonNullElse(maxUses, 1),
                    Duration.ofMinutes(Objects.requireNonNullElse(lifetimeMinutes, 60)),
                    creator);
        }
    }

    /// An enrollment token that was just made.
    record IssuedEnrollmentToken(
            UUID id, @Schema(description = "The secret; it is shown this once") String token) {}

    @GetMapping
    @Operation(operationId = "listEnrollmentTokens", summary = "Enrollment tokens")
    Page<EnrollmentTokenView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(EnrollmentTokenView.TABLE, request);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createEnrollmentToken", summary = "Make an enrollment token")
    ResponseEntity<IssuedEnrollmentToken> create(
            @Valid @RequestBody NewEnrollmentToken wanted, Principal caller) {
        EnrollmentTokens.Issued issued = tokens.issue(wanted.by(caller.getName()));
        return ResponseEntity.created(URI.create("/api/v1/enrollment-tokens/" + issued.id()))
                .body(new IssuedEnrollmentToken(issued.id(), issued.token()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeEnrollmentToken", summary = "Revoke an enrollment token")
    void revoke(@PathVariable UUID id) {
        if (!tokens.revoke(id)) {
            throw ApiProblem.notFound("usable enrollment token", id.toString());
        }
    }
}
