package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Machine;

/// What the firmware says of itself: Documentation/ABI/testing/sysfs-class-dmi-id.
final class DmiFiles {

    static final FileTable<Machine> TABLE =
            new FileTable<Machine>()
                    .text("sys_vendor", machine -> machine.server().vendor())
                    .text("product_name", machine -> machine.server().product())
                    .text("product_serial", Machine::serial)
                    .text("product_uuid", Machine::productUuid)
                    .text("board_vendor", machine -> machine.server().vendor())
                    .text("chassis_serial", Machine::serial)
                    .text("chassis_type", _ -> "23")
                    .text("chassis_vendor", machine -> machine.server().vendor())
                    .text("bios_vendor", machine -> machine.server().biosVendor())
                    .text("bios_version", machine -> machine.server().biosVersion())
                    .text("bios_date", machine -> machine.server().biosDate())
                    .link("subsystem", _ -> "/sys/class/dmi");

    private DmiFiles() {}
}
