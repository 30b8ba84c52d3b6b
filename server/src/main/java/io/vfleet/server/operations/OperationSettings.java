package io.vfleet.server.operations;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How operations are handed out, `vfleet.operations.*`.
///
/// @param lease how long an agent has to begin what it was handed, before it is handed out again
/// @param silence how long an agent may work without a word
/// @param confirmation how long the report that confirms an ending may take at least
/// @param keys how long a request is known by its Idempotency-Key
/// @param heldPolls how many agents' polls are held at most; 0: as many as file descriptors allow
@Validated
@ConfigurationProperties("vfleet.operations")
record OperationSettings(
        @DefaultValue("30s") Duration lease,
        @DefaultValue("15m") Duration silence,
        @DefaultValue("5m") Duration confirmation,
        @DefaultValue("7d") Duration keys,
        @DefaultValue("0") @Min(0) int heldPolls) {}
