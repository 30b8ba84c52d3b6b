package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Iommu;

/// [Iommu.Offer] as JSON.
final class IommuOfferJson extends JsonFields<Iommu.Offer> {

    private final Slot<Integer> units = integer("units");
    private final Slot<Boolean> x2apicOptOut = flag("x2apicOptOut");
    private final Slot<Boolean> dmaProtection = flag("dmaProtection");

    IommuOfferJson(JsonInput in) {
        super(in);
    }

    @Override
    Iommu.Offer build() throws MalformedDocument {
        return new Iommu.Offer(units.required(), x2apicOptOut.optional(), dmaProtection.optional());
    }

    static void write(JsonOutput out, Iommu.Offer offer) {
        out.number("units", offer.units());
        out.flag("x2apicOptOut", offer.x2apicOptOut());
        out.flag("dmaProtection", offer.dmaProtection());
    }
}
