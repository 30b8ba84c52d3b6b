package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What a target should be.
@Schema(name = "NewNotificationTarget")
record TargetWish(
        @NotBlank @Size(max = 100) @Schema(example = "on-call") String name,
        @NotBlank @Size(max = 2000) @Schema(example = "https://hooks.example/vfleet") String url,
        @NotNull
                @Schema(
                        type = "string",
                        allowableValues = {"generic", "slack"})
                Form form,
        @Pattern(
                        regexp = "whsec_[A-Za-z0-9+/]{32,88}={0,2}",
                        message = "must be whsec_ and 24 to 64 bytes in Base64")
                @Schema(
                        description =
                                "Signs every message; absent: one is made, or the old one stays")
                @Nullable String secret,
        @NotNull Boolean enabled,
        @Valid @NotNull Rules rules) {}
