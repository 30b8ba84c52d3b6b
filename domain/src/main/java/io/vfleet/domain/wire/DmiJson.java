package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Host;
import java.util.Optional;

/// [Host.Dmi] as JSON.
final class DmiJson extends JsonFields<Host.Dmi> {

    static final Host.Dmi NONE =
            new Host.Dmi(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final Slot<String> systemVendor = text("systemVendor");
    private final Slot<String> productName = text("productName");
    private final Slot<String> productUuid = text("productUuid");
    private final Slot<String> biosVersion = text("biosVersion");
    private final Slot<String> biosDate = text("biosDate");

    DmiJson(JsonInput in) {
        super(in);
    }

    @Override
    Host.Dmi build() throws MalformedDocument {
        return new Host.Dmi(
                systemVendor.optional(),
                productName.optional(),
                productUuid.optional(),
                biosVersion.optional(),
                biosDate.optional());
    }

    static void write(JsonOutput out, Host.Dmi dmi) {
        out.text("systemVendor", dmi.systemVendor());
        out.text("productName", dmi.productName());
        out.text("productUuid", dmi.productUuid());
        out.text("biosVersion", dmi.biosVersion());
        out.text("biosDate", dmi.biosDate());
    }
}
