package io.vfleet.server.profiles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Profiles over HTTP.
@RestController
@RequestMapping("/api/v1/profiles")
@Tag(name = "profiles")
class ProfileController {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final Profiles profiles;
    private final ProfileQueries queries;
    private final ListQueries lists;

    ProfileController(Profiles profiles, ProfileQueries queries, ListQueries lists) {
        this.profiles = profiles;
        this.queries = queries;
        this.lists = lists;
    }

    @GetMapping
    @Operation(operationId = "listProfiles", summary = "What is wanted of nodes, by profile")
    Page<ProfileView> list(@Valid @ParameterObject ListRequest request) {
        Page<ProfileView> page = lists.page(ProfileView.TABLE, request);
        Map<String, ProfileQueries.Count> counts = queries.counts(queries.rules());
        return new Page<>(
                page.items().stream().map(profile -> profile.with(counts)).toList(),
                page.nextPageToken(),
                page.totalSize());
    }

    @GetMapping("/{name}")
    @Operation(operationId = "getProfile", summary = "One profile, with the nodes it applies to")
    ResponseEntity<ProfileView> get(@PathVariable String name) {
        return answer(HttpStatus.OK, name);
    }

    @PutMapping("/{name}")
    @Operation(
            operationId = "setProfile",
            summary = "Create or replace a profile; its nodes are judged by it in the background")
    ResponseEntity<ProfileView> set(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody NewProfile wanted,
            HttpServletRequest request) {
        if (!NAME.matcher(name).matches()) {
            throw ApiProblem.invalid(
                    "name", name, "up to 63 letters, digits, dots, hyphens and underscores");
        }
        boolean created = profiles.put(edit(name, ifMatch, request), wanted);
        return answer(created ? HttpStatus.CREATED : HttpStatus.OK, name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteProfile", summary = "Delete a profile that is not built in")
    void delete(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        profiles.delete(edit(name, ifMatch, request));
    }

    private ResponseEntity<ProfileView> answer(HttpStatus status, String name) {
        ProfileView view =
                lists
                        .page(ProfileView.TABLE, ONE, Condition.of("p.name = :name", "name", name))
                        .items()
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> ApiProblem.notFound("profile", name));
        return ResponseEntity.status(status)
                .eTag(view.tag().value())
                .body(view.with(queries.counts(queries.rules())));
    }

    private static Profiles.Edit edit(
            String name, @Nullable String ifMatch, HttpServletRequest request) {
        return new Profiles.Edit(
                name, request.getUserPrincipal().getName(), request.getRemoteAddr(), ifMatch);
    }
}
