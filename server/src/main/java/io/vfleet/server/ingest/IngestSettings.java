package io.vfleet.server.ingest;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How reports and heartbeats are taken in, `vfleet.ingest.*`.
///
/// @param parsers how many reports are parsed and diagnosed at once; a report of 16 MiB takes some
///   100 MB while that lasts
/// @param bodyMemoryKib of all report bodies that are being received
/// @param queue how many reports or heartbeats wait for their transaction at most
/// @param window how long a transaction waits for company
/// @param beat after which time an agent is asked to beat again
@Validated
@ConfigurationProperties("vfleet.ingest")
record IngestSettings(
        @DefaultValue("2") @Min(1) int parsers,
        @DefaultValue("65536") @Min(2048) int bodyMemoryKib,
        @DefaultValue("1024") @Min(1) int queue,
        @DefaultValue("20ms") Duration window,
        @DefaultValue("30s") Duration beat) {}
