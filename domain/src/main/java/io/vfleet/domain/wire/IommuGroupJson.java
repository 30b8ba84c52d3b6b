package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.IommuGroup;
import java.util.List;

/// [IommuGroup] as JSON.
final class IommuGroupJson extends JsonFields<IommuGroup> {

    private final Slot<Integer> id = integer("id");
    private final Slot<String> type = text("type");
    private final Slot<String> name = text("name");
    private final Slot<List<IommuGroup.Member>> members =
            objects("members", 2 * Population.MOST_VFS, MemberJson::new);

    IommuGroupJson(JsonInput in) {
        super(in);
    }

    @Override
    IommuGroup build() throws MalformedDocument {
        return new IommuGroup(
                id.required(), type.optional(), name.optional(), members.or(List.of()));
    }

    static void write(JsonOutput out, IommuGroup group) {
        out.number("id", group.id());
        out.text("type", group.type());
        out.text("name", group.name());
        out.objects("members", group.members(), MemberJson::write);
    }
}
