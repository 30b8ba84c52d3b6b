package io.vfleet.server.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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

/// API tokens over HTTP.
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "access")
class TokenController {

    private final ApiTokens tokens;
    private final ListQueries lists;

    TokenController(ApiTokens tokens, ListQueries lists) {
        this.tokens = tokens;
        this.lists = lists;
    }

    /// What a new token should be.
    record NewToken(
            @NotBlank @Size(max = 100) @Schema(example = "prometheus") String name,
            @NotEmpty Set<Scope> scopes,
            @Future @Schema(description = "Absent: until revoked") @Nullable Instant expiresAt) {}

    /// A token that was just made.
    record IssuedToken(
            UUID id, @Schema(description = "The secret; it is shown this once") String token) {}

    @GetMapping
    @Operation(operationId = "listTokens", summary = "API tokens, without their secrets")
    Page<TokenView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(TokenView.TABLE, request);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createToken", summary = "Make an API token")
    ResponseEntity<IssuedToken> create(@Valid @RequestBody NewToken wanted, Principal caller) {
        ApiTokens.Issued issued =
                tokens.issue(
                        new ApiTokens.Wish(
                                wanted.name(),
                                wanted.scopes(),
                                Optional.ofNullable(wanted.expiresAt()),
                                caller.getName()));
        return ResponseEntity.created(URI.create("/api/v1/tokens/" + issued.id()))
                .body(new IssuedToken(issued.id(), issued.secret()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeToken", summary = "Revoke an API token, at once and for good")
    void revoke(@PathVariable UUID id, Principal caller) {
        if (!tokens.revoke(id, caller.getName())) {
            throw ApiProblem.notFound("token", id.toString());
        }
    }
}
