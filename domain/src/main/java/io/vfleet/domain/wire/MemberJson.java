package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;

/// [IommuGroup.Member] as JSON.
final class MemberJson extends JsonFields<IommuGroup.Member> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> classCode = text("classCode");

    MemberJson(JsonInput in) {
        super(in);
    }

    @Override
    IommuGroup.Member build() throws MalformedDocument {
        return new IommuGroup.Member(address.required(), classCode.optional());
    }

    static void write(JsonOutput out, IommuGroup.Member member) {
        out.address("address", member.address());
        out.text("classCode", member.classCode());
    }
}
