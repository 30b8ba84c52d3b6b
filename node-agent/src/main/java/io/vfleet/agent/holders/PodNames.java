package io.vfleet.agent.holders;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.HashMap;
import java.util.Map;

/// The names of the node's pods by uid, out of the folders kubelet keeps their logs in:
/// `NAMESPACE_NAME_UID` (pkg/kubelet/kuberuntime/helpers.go, BuildPodLogsDirectory).
final class PodNames {

    private static final String FOLDER = "/var/log/pods";

    private PodNames() {}

    /// `namespace/name` by uid.
    static Map<String, String> read(Sight sight) throws Unknowable {
        Map<String, String> names = new HashMap<>();
        for (String folder : sight.names(FOLDER)) {
            String[] parts = folder.split("_", 3);
            if (parts.length == 3) {
                names.put(parts[2], parts[0] + "/" + parts[1]);
            }
        }
        return names;
    }
}
