package io.vfleet.domain.operation;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.Optional;
import java.util.OptionalInt;

/// What a command does to its node, one record a kind.
public sealed interface Change {

    OperationKind kind();

    /// The PF it is about; empty where it is of the whole node.
    default Optional<PciAddress> about() {
        return Optional.empty();
    }

    /// How many VFs its PF shall have.
    default OptionalInt count() {
        return OptionalInt.empty();
    }

    /// @param expected another current count than this is a CONFLICT and nothing is done
    record ResizeVfs(PciAddress pf, int numVfs, OptionalInt expected) implements Change {

        public ResizeVfs(PciAddress pf, int numVfs) {
            this(pf, numVfs, OptionalInt.empty());
        }

        @Override
        public OperationKind kind() {
            return OperationKind.RESIZE_VFS;
        }

        @Override
        public Optional<PciAddress> about() {
            return Optional.of(pf);
        }

        @Override
        public OptionalInt count() {
            return OptionalInt.of(numVfs);
        }
    }

    /// @param vf by index
    /// @param wanted what is empty stays as it is
    record SetVf(PciAddress pf, int vf, VfAdmin wanted) implements Change {

        @Override
        public OperationKind kind() {
            return OperationKind.SET_VF;
        }

        @Override
        public Optional<PciAddress> about() {
            return Optional.of(pf);
        }
    }

    /// @param vf by index
    record BindVfDriver(PciAddress pf, int vf, String driver) implements Change {

        @Override
        public OperationKind kind() {
            return OperationKind.BIND_VF_DRIVER;
        }

        @Override
        public Optional<PciAddress> about() {
            return Optional.of(pf);
        }
    }

    /// @param on whether new VFs are given to a driver
    record SetAutoprobe(PciAddress pf, boolean on) implements Change {

        @Override
        public OperationKind kind() {
            return OperationKind.SET_AUTOPROBE;
        }

        @Override
        public Optional<PciAddress> about() {
            return Optional.of(pf);
        }
    }

    record Recheck() implements Change {

        @Override
        public OperationKind kind() {
            return OperationKind.RECHECK;
        }
    }
}
