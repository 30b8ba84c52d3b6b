package io.vfleet.server.lists;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The four query parameters that every list has.
public record ListRequest(
        @Min(1)
                @Max(500)
                @Parameter(description = "How many items at most")
                @Schema(defaultValue = "50")
                @Nullable Integer pageSize,
        @Size(max = 4096)
                @Parameter(
                        description = "`nextPageToken` of the page before, same filter and order")
                @Nullable String pageToken,
        @Size(max = 100) @Parameter(description = "A field, perhaps with `desc`")
                @Nullable String orderBy,
        @Parameter(description = "RSQL: `status==ONLINE;labels.rack==r1*`") @Nullable String filter,
        @Parameter(description = "Count them all, too: exact, and slow where they are very many")
                @Nullable Boolean total) {

    private static final int DEFAULT_SIZE = 50;

    /// A request that does not ask how many there are.
    public ListRequest(
            @Nullable Integer pageSize,
            @Nullable String pageToken,
            @Nullable String orderBy,
            @Nullable String filter) {
        this(pageSize, pageToken, orderBy, filter, null);
    }

    int size() {
        return pageSize == null ? DEFAULT_SIZE : pageSize;
    }

    boolean wantsTotal() {
        return Boolean.TRUE.equals(total);
    }

    String filterText() {
        return Objects.requireNonNullElse(filter, "").strip();
    }
}
