package io.vfleet.server.stream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How many pages may listen, `vfleet.stream.*`.
///
/// @param most on this replica
/// @param mostOfOne of one user or token
/// @param longest until a stream ends and its page comes back, with its credential looked at anew
@Validated
@ConfigurationProperties("vfleet.stream")
record StreamSettings(
        @DefaultValue("2000") @Min(1) int most,
        @DefaultValue("20") @Min(1) int mostOfOne,
        @DefaultValue("10m") Duration longest) {}
