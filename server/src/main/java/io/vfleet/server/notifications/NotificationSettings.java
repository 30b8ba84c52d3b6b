package io.vfleet.server.notifications;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How word gets out, `vfleet.notifications.*`.
///
/// @param publicUrl where people reach the pages; links are left out without it
/// @param allowed networks (`10.1.0.0/16`, `127.0.0.1`) that may be sent to though they are
///   private, and without TLS
/// @param attempts how often a message is tried before it is dead
/// @param backoff before the second attempt; doubled with each further one, up to an hour
/// @param grace after a start nobody is called silent for so long: the server may have been away,
///   not they
@Validated
@ConfigurationProperties("vfleet.notifications")
record NotificationSettings(
        @DefaultValue("") String publicUrl,
        @DefaultValue List<String> allowed,
        @DefaultValue("8") @Min(1) @Max(20) int attempts,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("3m") Duration grace) {

    NotificationSettings {
        publicUrl = publicUrl.replaceFirst("/+$", "");
        allowed = List.copyOf(allowed);
    }
}
