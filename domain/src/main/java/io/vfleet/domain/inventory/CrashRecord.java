package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a crash of an earlier kernel left on the host. Whether it was near a change of VFs follows
/// from its time and the [Journal].
///
/// @param path of the record, in pstore, where systemd moved it to, or where kdump writes
/// @param kind `panic`, `oops` or another word of the kernel's; `vmcore` for a dump; else the
///   record's type: `dmesg`, `console`
/// @param at when it was written
/// @param bytes of the file
/// @param lines the first that tell what happened, and those that name our devices or their drivers
public record CrashRecord(
        String path, String kind, Optional<Instant> at, OptionalLong bytes, List<String> lines) {

    public CrashRecord {
        requireNonNull(path, "path is null");
        requireNonNull(kind, "kind is null");
        lines = List.copyOf(lines);
    }
}
