package io.vfleet.agent.host;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.inventory.PciAddress;
import java.util.regex.Pattern;

/// One attribute in a PF's own folder.
///
/// @param vendor what the PF was when the write was decided on; another function at its address is
///   not written to: `0x8086`
/// @param attribute a file name: `sriov_numvfs`
public record WriteTarget(PciAddress pf, String vendor, String device, String attribute) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");

    public WriteTarget {
        requireNonNull(pf, "pf is null");
        requireNonNull(vendor, "vendor is null");
        requireNonNull(device, "device is null");
        if (!NAME.matcher(attribute).matches()) {
            throw new IllegalArgumentException("'" + attribute + "' is no attribute of a PF");
        }
    }

    public String path() {
        return pf.sysfsPath() + "/" + attribute;
    }
}
