package io.vfleet.domain.operation;

/// What can be asked of a node.
public enum OperationKind {
    /// write a PF's `sriov_numvfs`: destroys every VF it has
    RESIZE_VFS,
    /// what a PF's driver enforces for one of its VFs: MAC, VLAN, trust, spoof check, link, rate
    SET_VF,
    /// give a VF to another driver
    BIND_VF_DRIVER,
    /// whether the VFs a PF makes from now on are given to a driver
    SET_AUTOPROBE,
    /// collect and report again; writes nothing
    RECHECK
}
