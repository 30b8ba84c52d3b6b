package io.vfleet.server.nodes;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much enrolling one address may do, `vfleet.enrolling.*`.
///
/// @param perSecond for long
/// @param burst at once: the hosts of a site often share one address
@Validated
@ConfigurationProperties("vfleet.enrolling")
record EnrollSettings(
        @DefaultValue("20") @Min(1) int perSecond, @DefaultValue("500") @Min(1) int burst) {}
