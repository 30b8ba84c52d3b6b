package io.vfleet.server.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// What is to be changed beside a count; each kind takes some of these fields and no other. Kept
/// and shown as it was asked.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OperationChange")
record ChangeFields(
        @Min(0)
                @Max(65535)
                @Schema(example = "3", description = "SET_VF, BIND_VF_DRIVER: the VF, by its index")
                @Nullable Integer vf,
        @Valid @Schema(description = "SET_VF: what is absent stays as it is")
                @Nullable Settings settings,
        @Pattern(regexp = "[\\w-]{1,64}", message = "must be a driver's name like vfio-pci")
                @Schema(
                        example = "vfio-pci",
                        description = "BIND_VF_DRIVER: its driver from now on")
                @Nullable String driver,
        @Schema(description = "SET_AUTOPROBE: whether new VFs are given to a driver")
                @Nullable Boolean autoprobe) {

    static final ChangeFields NONE = new ChangeFields(null, null, null, null);

    /// What a PF enforces for one of its VFs.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "VfSettings")
    record Settings(
            @Pattern(
                            regexp = "[0-9a-f][02468ace](:[0-9a-f]{2}){5}",
                            message = "must be a unicast MAC like 02:00:5e:00:00:01")
                    @Schema(example = "02:00:5e:00:00:01")
                    @Nullable String mac,
            @Min(0) @Max(4094) @Schema(description = "0: none") @Nullable Integer vlan,
            @Min(0) @Max(7) @Nullable Integer qos,
            @Nullable Boolean spoofchk,
            @Nullable Boolean trust,
            @Pattern(regexp = "auto|enable|disable", message = "must be auto, enable or disable")
                    @Nullable String linkState,
            @Min(0) @Schema(description = "In Mbit/s; 0: none") @Nullable Integer minTxRate,
            @Min(0) @Schema(description = "In Mbit/s; 0: none") @Nullable Integer maxTxRate) {}
}
