package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.PciAddress;
import java.util.ArrayList;
import java.util.List;

/// [Kubernetes.Pool] as JSON.
final class PoolJson extends JsonFields<Kubernetes.Pool> {

    private final Slot<String> resource = text("resource");
    private final Slot<List<String>> devices = texts("devices", 2 * Population.MOST_VFS);

    PoolJson(JsonInput in) {
        super(in);
    }

    @Override
    Kubernetes.Pool build() throws MalformedDocument {
        List<PciAddress> functions = new ArrayList<>();
        for (String device : devices.or(List.of())) {
            // an id of another form is no function
            PciAddress.find(device).ifPresent(functions::add);
        }
        return new Kubernetes.Pool(resource.required(), functions);
    }

    static void write(JsonOutput out, Kubernetes.Pool pool) {
        out.text("resource", pool.resource());
        out.someTexts("devices", pool.devices().stream().map(PciAddress::toString).toList());
    }
}
