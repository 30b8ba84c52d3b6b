package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Kubernetes;
import java.util.List;

/// [Kubernetes] as JSON.
final class KubernetesJson extends JsonFields<Kubernetes> {

    private static final int MOST_NAMES = 4096;

    private final Slot<List<String>> devicePlugins = texts("devicePlugins", MOST_NAMES);
    private final Slot<List<String>> resources = texts("resources", MOST_NAMES);
    private final Slot<List<String>> cniConfigurations = texts("cniConfigurations", MOST_NAMES);
    private final Slot<List<String>> cniPlugins = texts("cniPlugins", MOST_NAMES);

    private final Slot<List<Kubernetes.Pool>> pools = objects("pools", MOST_NAMES, PoolJson::new);

    KubernetesJson(JsonInput in) {
        super(in);
    }

    @Override
    Kubernetes build() throws MalformedDocument {
        return new Kubernetes(
                devicePlugins.or(List.of()),
                resources.or(List.of()),
                cniConfigurations.or(List.of()),
                cniPlugins.or(List.of()),
                pools.or(List.of()));
    }

    static void write(JsonOutput out, Kubernetes kubernetes) {
        out.someTexts("devicePlugins", kubernetes.devicePlugins());
        out.someTexts("resources", kubernetes.resources());
        out.someTexts("cniConfigurations", kubernetes.cniConfigurations());
        out.someTexts("cniPlugins", kubernetes.cniPlugins());
        out.some("pools", kubernetes.pools(), PoolJson::write);
    }
}
