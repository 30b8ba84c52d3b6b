package io.vfleet.domain.operation;

/// What can be asked of a node.
public enum OperationKind {
    /// write a PF's `sriov_numvfs`: destroys every VF it has
    RESIZE_VFS,
    /// collect and report again; writes nothing
    RECHECK
}
