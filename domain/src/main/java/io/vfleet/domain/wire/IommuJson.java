package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import java.util.List;

/// [Iommu] as JSON.
final class IommuJson extends JsonFields<Iommu> {

    private final Slot<List<String>> acpiTables = texts("acpiTables", 64);
    private final Slot<List<String>> units = texts("units", 4096);
    private final Slot<Boolean> interruptRemapping = flag("interruptRemapping");
    private final Slot<Boolean> unsafeNoIommu = flag("unsafeNoIommu");
    private final Slot<Boolean> unsafeInterrupts = flag("unsafeInterrupts");
    private final Slot<Iommu.Offer> offer = object("offer", IommuOfferJson::new);
    private final Slot<Boolean> interruptsRemapped = flag("interruptsRemapped");
    private final Slot<Integer> groupCount = integer("groupCount");
    private final Slot<List<IommuGroup>> groups =
            objects("groups", 2 * Population.MOST_VFS, IommuGroupJson.inSeries());

    IommuJson(JsonInput in) {
        super(in);
    }

    @Override
    Iommu build() throws MalformedDocument {
        return new Iommu(
                acpiTables.or(List.of()),
                units.or(List.of()),
                interruptRemapping.optional(),
                unsafeNoIommu.optional(),
                groups.or(List.of()),
                optionalInt(groupCount),
                unsafeInterrupts.optional(),
                offer.optional(),
                interruptsRemapped.optional());
    }

    static void write(JsonOutput out, Iommu iommu) {
        out.texts("acpiTables", iommu.acpiTables());
        out.texts("units", iommu.units());
        out.flag("interruptRemapping", iommu.interruptRemapping());
        out.flag("unsafeNoIommu", iommu.unsafeNoIommu());
        out.flag("unsafeInterrupts", iommu.unsafeInterrupts());
        out.object("offer", iommu.offer(), IommuOfferJson::write);
        out.flag("interruptsRemapped", iommu.interruptsRemapped());
        out.number("groupCount", iommu.groupCount());
        IommuGroupJson.write(out, "groups", iommu.groups());
    }
}
