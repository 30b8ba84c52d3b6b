package io.vfleet.server.lists;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// A piece of a list.
///
/// @param nextPageToken absent on the last page
public record Page<T>(
        List<T> items,
        @Schema(description = "Send it as pageToken for the next page; absent on the last one")
                Optional<String> nextPageToken,
        @Schema(description = "How many there are on all pages, exactly; only with `total=true`")
                Optional<Long> totalSize) {

    public Page {
        items = List.copyOf(items);
    }

    /// The same with how many there are in all.
    Page<T> of(long total) {
        return new Page<>(items, nextPageToken, Optional.of(total));
    }
}
