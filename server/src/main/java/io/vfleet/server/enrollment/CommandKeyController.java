package io.vfleet.server.enrollment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.nodes.CommandKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The key that signs commands, over HTTP: its public half.
@RestController
@RequestMapping("/api/v1/command-key")
@Tag(name = "enrollment")
class CommandKeyController {

    private final CommandKey key;

    CommandKeyController(CommandKey key) {
        this.key = key;
    }

    /// A next key is wanted.
    record KeyRotation(
            @NotBlank @Size(max = 500) @Schema(example = "yearly") String reason,
            @NotNull
                    @Min(2)
                    @Max(8760)
                    @Schema(
                            description =
                                    "How long the present key still signs: agents hear of the next one within an hour, those that are away later",
                            example = "168")
                    Integer overlapHours) {}

    @GetMapping
    @Operation(operationId = "getCommandKey", summary = "The key whose commands nodes obey")
    CommandKey.Standing get() {
        return key.standing();
    }

    @PostMapping("/rotation")
    @Operation(
            operationId = "rotateCommandKey",
            summary = "Have another key follow; one at a time, so asked twice it is a conflict")
    CommandKey.Standing rotate(@Valid @RequestBody KeyRotation wanted, Principal caller) {
        return key.rotate(
                Duration.ofHours(wanted.overlapHours()), wanted.reason(), caller.getName());
    }
}
