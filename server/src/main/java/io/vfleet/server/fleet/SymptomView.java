package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Symptom;
import java.util.Arrays;
import java.util.List;

/// A row of the symptom table with what is open of it on nodes that are online.
@Schema(name = "Symptom")
record SymptomView(
        @Schema(example = "vf-not-isolated") String id,
        String title,
        int findings,
        int nodes,
        List<Cause> causes) {

    static final List<String> IDS = Arrays.stream(Symptom.values()).map(Symptom::id).toList();

    /// A check that found the symptom.
    @Schema(name = "SymptomCause")
    record Cause(String check, int findings, int nodes) {}

    static String title(Symptom symptom) {
        return switch (symptom) {
            case NUMVFS_WRITE_FAILS -> "Creating VFs fails";
            case VF_NOT_ISOLATED -> "VFs cannot be handed out separately";
            case RDMA_DEVICE_UNUSABLE -> "RDMA device missing or unusable";
            case TRAFFIC_STAYS_ON_HOST -> "Traffic stays on the host";
            case HALF_PERFORMANCE -> "Half the performance";
            case VF_RESET_PANIC -> "Resetting a VF takes the host down";
        };
    }
}
