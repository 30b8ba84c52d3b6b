package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.IommuGroup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// [IommuGroup] as JSON; one that says nothing goes on from the one before it.
final class IommuGroupJson extends JsonFields<IommuGroup> {

    private final GroupSeries series;
    private final Slot<Integer> id = integer("id");
    private final Slot<String> type = text("type");
    private final Slot<String> name = text("name");
    private final Slot<List<IommuGroup.Member>> members =
            objects("members", 2 * Population.MOST_VFS, MemberJson::new);

    private IommuGroupJson(JsonInput in, GroupSeries series) {
        super(in);
        this.series = series;
    }

    /// For the groups of one list.
    static Function<JsonInput, JsonFields<IommuGroup>> inSeries() {
        GroupSeries series = new GroupSeries();
        return in -> new IommuGroupJson(in, series);
    }

    @Override
    IommuGroup build() throws MalformedDocument {
        Optional<IommuGroup> next = silent() ? series.next() : Optional.empty();
        IommuGroup group = next.isPresent() ? next.get() : said();
        series.add(group);
        return group;
    }

    private boolean silent() {
        return !id.said() && !type.said() && !name.said() && !members.said();
    }

    private IommuGroup said() throws MalformedDocument {
        return new IommuGroup(
                id.required(), type.optional(), name.optional(), members.or(List.of()));
    }

    static void write(JsonOutput out, String name, List<IommuGroup> groups) {
        GroupSeries series = new GroupSeries();
        out.objects(name, groups, (entry, group) -> write(entry, group, series));
    }

    private static void write(JsonOutput out, IommuGroup group, GroupSeries series) {
        boolean expected = out.terse() && series.next().filter(group::equals).isPresent();
        series.add(group);
        if (!expected) {
            write(out, group);
        }
    }

    private static void write(JsonOutput out, IommuGroup group) {
        out.number("id", group.id());
        out.text("type", group.type());
        out.text("name", group.name());
        out.objects("members", group.members(), MemberJson::write);
    }
}
