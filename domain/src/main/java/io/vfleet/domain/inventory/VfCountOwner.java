package io.vfleet.domain.inventory;

import java.util.Optional;
import java.util.OptionalInt;

/// Something on the host that sets VF counts by itself, at boot or whenever it likes.
///
/// @param kind `sriov-network-operator`, `networkmanager`, `netplan`, `systemd`, `udev`, or [#OWN]
/// @param path the file that says so
/// @param pf the only PF it is about, where the file says so
/// @param numVfs the count it sets, where the file says one
public record VfCountOwner(String kind, String path, Optional<PciAddress> pf, OptionalInt numVfs) {

    /// A rule that the agent itself laid down: nobody else's.
    public static final String OWN = "vfleet";
}
