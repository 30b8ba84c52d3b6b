package io.vfleet.server.profiles;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a profile wants of a node, as people write it and as it is kept; what is absent is not
/// judged.
@Schema(name = "ProfileWants")
record Wants(
        @Valid @Schema(description = "Of every PF that has VFs") @Nullable VfRange vfsPerPf,
        @Schema(description = "Whether every VF must have an RDMA device") @Nullable Boolean rdma,
        @Schema(
                        description = "False waives it: VFs that share a group are a warning",
                        defaultValue = "true")
                @Nullable Boolean isolation,
        @Valid @Size(max = 64) @Nullable List<Pages> hugepages,
        @Valid @Schema(description = "What the PF must enforce for every VF")
                @Nullable VfSettings vfAdmin) {

    private static final JsonMapper JSON = new JsonMapper();

    /// How many, both included.
    @Schema(name = "VfRange")
    record VfRange(
            @NotNull @Min(0) @Max(65535) @Schema(example = "8") Integer min,
            @NotNull @Min(0) @Max(65535) @Schema(example = "8") Integer max) {}

    /// So many pages of one size.
    @Schema(name = "WantedHugepages")
    record Pages(
            @NotNull @Min(16) @Schema(example = "1048576") Long sizeKiB,
            @Min(0) @Max(1023) @Schema(description = "Absent: on all NUMA nodes together")
                    @Nullable Integer numaNode,
            @NotNull @Min(1) @Schema(example = "64") Long count) {}

    /// Rates are in Mbit/s, 0 is no limit; VLAN 0 is none.
    @Schema(name = "WantedVfSettings")
    record VfSettings(
            @Min(0) @Max(4094) @Nullable Integer vlan,
            @Min(0) @Max(7) @Nullable Integer qos,
            @Nullable Boolean spoofchk,
            @Nullable Boolean trust,
            @Pattern(regexp = "auto|enable|disable", message = "must be auto, enable or disable")
                    @Nullable String linkState,
            @Min(0) @Nullable Integer minTxRate,
            @Min(0) @Nullable Integer maxTxRate) {}

    static Wants read(String json) {
        return JSON.readValue(json, Wants.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /// Refuses what the fields' own limits do not.
    void check() {
        if (vfsPerPf != null && vfsPerPf.max() < vfsPerPf.min()) {
            throw ApiProblem.invalid(
                    "wants.vfsPerPf.max",
                    vfsPerPf.max(),
                    "min (%d) or more".formatted(vfsPerPf.min()));
        }
        Set<List<@Nullable Object>> seen = new HashSet<>();
        for (Pages pages : pages()) {
            if (Long.bitCount(pages.sizeKiB()) != 1) {
                throw ApiProblem.invalid(
                        "wants.hugepages.sizeKiB",
                        pages.sizeKiB(),
                        "a power of two: 2048, 1048576");
            }
            if (!seen.add(java.util.Arrays.asList(pages.sizeKiB(), pages.numaNode()))) {
                throw ApiProblem.invalid(
                        "wants.hugepages", pages.sizeKiB(), "one entry for a size and NUMA node");
            }
        }
        if (vfAdmin != null && capped(vfAdmin.maxTxRate()) < capped(vfAdmin.minTxRate(), 0)) {
            throw ApiProblem.invalid(
                    "wants.vfAdmin.maxTxRate",
                    Objects.requireNonNull(vfAdmin.maxTxRate()),
                    "minTxRate (%d) or more, or 0".formatted(vfAdmin.minTxRate()));
        }
    }

    private static int capped(@Nullable Integer rate) {
        int most = capped(rate, 0);
        return most == 0 ? Integer.MAX_VALUE : most;
    }

    private static int capped(@Nullable Integer rate, int otherwise) {
        return rate == null ? otherwise : rate;
    }

    /// The same in the words of the chain.
    Expectations of(String profile) {
        return new Expectations(
                Optional.of(profile),
                Map.of(),
                Optional.ofNullable(vfsPerPf)
                        .map(range -> new Expectations.Range(range.min(), range.max())),
                Objects.requireNonNullElse(isolation, true),
                pages().stream().map(Wants::hugepages).toList(),
                Optional.ofNullable(rdma),
                Optional.ofNullable(vfAdmin).map(Wants::admin));
    }

    private List<Pages> pages() {
        return Objects.requireNonNullElse(hugepages, List.of());
    }

    private static Expectations.Hugepages hugepages(Pages pages) {
        return new Expectations.Hugepages(pages.sizeKiB(), of(pages.numaNode()), pages.count());
    }

    private static VfAdmin admin(VfSettings wanted) {
        return new VfAdmin(
                Optional.empty(),
                of(wanted.vlan()),
                of(wanted.qos()),
                Optional.ofNullable(wanted.spoofchk()),
                Optional.ofNullable(wanted.trust()),
                Optional.ofNullable(wanted.linkState()),
                of(wanted.minTxRate()),
                of(wanted.maxTxRate()));
    }

    private static OptionalInt of(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
