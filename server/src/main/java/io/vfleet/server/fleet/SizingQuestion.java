package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a sizing is asked for.
record SizingQuestion(
        @NotNull
                @Min(1)
                @Max(65_535)
                @Parameter(description = "VFs wanted of every PF", required = true, example = "32")
                @Nullable Integer numVfs,
        @Min(0)
                @Max(1_048_576)
                @Parameter(
                        description =
                                "MiB of hugepages that each VF's user takes; the PFs of a NUMA node share"
                                        + " its pages")
                @Nullable Integer hugepagesMiBPerVf) {

    int wanted() {
        return Objects.requireNonNull(numVfs);
    }

    long hugepages() {
        return hugepagesMiBPerVf == null ? 0 : hugepagesMiBPerVf;
    }

    /// NO, UNKNOWN or YES of a PF's row.
    String answerSql() {
        return """
        case when %1$d > x.most_vfs or %2$d > x.hugepages_mib then 'NO'
             when %1$d > x.sure_vfs or (%2$d > 0 and x.hugepages_mib is null) then 'UNKNOWN'
             else 'YES' end\
        """
                .formatted(wanted(), needed());
    }

    /// What says so first; null for YES.
    String limitSql() {
        return """
        case when %1$d > x.most_vfs then x.most_by
             when %2$d > x.hugepages_mib then 'hugepages'
             when %1$d > x.sure_vfs then x.sure_by
             when %2$d > 0 and x.hugepages_mib is null then 'hugepages' end\
        """
                .formatted(wanted(), needed());
    }

    private long needed() {
        return wanted() * hugepages();
    }
}
