package io.vfleet.domain.chain;

import io.vfleet.domain.table.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Cards whose models are known to do SR-IOV; that one is not listed means nothing.
final class SriovModels {

    private static final Map<String, String> FAMILIES = families();

    private SriovModels() {}

    /// What the model is called, if it is one of them.
    static Optional<String> family(Optional<String> vendor, Optional<String> device) {
        return vendor.flatMap(of ->
                device.flatMap(number -> Optional.ofNullable(FAMILIES.get(of + ":" + number))));
    }

    private static Map<String, String> families() {
        Map<String, String> families = new HashMap<>();
        for (Table.Row row : Table.read("sriov-models.tsv").rows()) {
            for (String device : row.parts("devices")) {
                families.put(row.get("vendor") + ":" + device, row.get("family"));
            }
        }
        return families;
    }
}
