package io.vfleet.server.ingest;

import io.vfleet.domain.sizing.Limit;
import io.vfleet.domain.sizing.VfRoom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How many VFs a PF could have, as it stands in the PF's row; all null for a function that is no
/// network function.
record SizingRow(
        @Nullable Integer sure,
        @Nullable Integer most,
        @Nullable String sureBy,
        @Nullable String mostBy,
        @Nullable Integer hugepagesMiB,
        @Nullable Integer recommended,
        @Nullable String json) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SizingRow NONE = new SizingRow(null, null, null, null, null, null, null);

    static SizingRow of(Optional<VfRoom> room) {
        return room.map(SizingRow::of).orElse(NONE);
    }

    private static SizingRow of(VfRoom room) {
        return new SizingRow(
                room.sure(),
                room.most(),
                by(room.nearest()),
                by(room.tightest()),
                room.hugepagesMiB().isPresent()
                        ? (Integer) Math.toIntExact(room.hugepagesMiB().getAsLong())
                        : null,
                room.recommended().map(VfRoom.Recommendation::numVfs).orElse(null),
                JSON.writeValueAsString(room));
    }

    private static String by(Limit limit) {
        return limit.kind().id();
    }
}
