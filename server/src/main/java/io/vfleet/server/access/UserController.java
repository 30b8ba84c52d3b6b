package io.vfleet.server.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.lists.Page;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.util.UUID;
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

/// People's accounts over HTTP.
@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "access")
class UserController {

    private final Users users;
    private final ListQueries lists;

    UserController(Users users, ListQueries lists) {
        this.users = users;
        this.lists = lists;
    }

    /// A new person's account.
    ///
    /// @param password bcrypt reads 72 bytes at most
    record NewUser(
            @NotNull
                    @Pattern(
                            regexp = "[a-z0-9][a-z0-9._-]{0,62}",
                            message = "must be lower-case letters, digits, dot, dash or underscore")
                    @Schema(example = "ada")
                    String name,
            @NotNull @Size(min = 12, max = 72) String password,
            @NotNull Role role) {

        @Override
        public String toString() {
            return "NewUser[name=" + name + ", role=" + role + "]";
        }
    }

    @GetMapping
    @Operation(operationId = "listUsers", summary = "People's accounts")
    Page<UserView> list(@Valid @ParameterObject ListRequest request) {
        return lists.page(UserView.TABLE, request);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createUser", summary = "Make an account")
    ResponseEntity<UserView> create(@Valid @RequestBody NewUser wanted, Principal caller) {
        UserView made =
                UserView.of(
                        users.add(
                                wanted.name(), wanted.password(), wanted.role(), caller.getName()));
        return ResponseEntity.created(URI.create("/api/v1/users/" + made.id())).body(made);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteUser",
            summary = "End an account with all its sessions; the last administrator stays")
    void delete(@PathVariable UUID id, Principal caller) {
        if (!users.delete(id, caller.getName())) {
            throw ApiProblem.notFound("user", id.toString());
        }
    }
}
