package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Change;

/// What a [Change] says beyond a PF and a count, as JSON; of these fields each kind has its own.
final class CommandChangeJson extends JsonFields<CommandChangeJson> {

    private static final int MOST_VFS = 0xffff;

    private final Slot<Integer> vf = integer("vf", 0, MOST_VFS);
    private final Slot<VfAdmin> settings = object("settings", VfAdminJson::new);
    private final Slot<String> driver = text("driver");
    private final Slot<Boolean> autoprobe = flag("autoprobe");

    CommandChangeJson(JsonInput in) {
        super(in);
    }

    // what it means is known once the kind is, which may stand behind it
    @Override
    CommandChangeJson build() {
        return this;
    }

    Change setVf(PciAddress pf) throws MalformedDocument {
        return new Change.SetVf(pf, vf.required(), settings.required());
    }

    Change bindVfDriver(PciAddress pf) throws MalformedDocument {
        return new Change.BindVfDriver(pf, vf.required(), driver.required());
    }

    Change setAutoprobe(PciAddress pf) throws MalformedDocument {
        return new Change.SetAutoprobe(pf, autoprobe.required());
    }

    static void write(JsonOutput out, Change change) {
        switch (change) {
            case Change.SetVf(var _, var vf, var wanted) -> {
                out.number("vf", vf);
                out.object("settings", wanted, VfAdminJson::write);
            }
            case Change.BindVfDriver(var _, var vf, var driver) -> {
                out.number("vf", vf);
                out.text("driver", driver);
            }
            case Change.SetAutoprobe(var _, var on) -> out.flag("autoprobe", on);
            case Change.ResizeVfs _, Change.Recheck _ -> {}
        }
    }
}
