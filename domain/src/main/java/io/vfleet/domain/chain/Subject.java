package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;

/// What a finding is about.
public sealed interface Subject {

    /// The machine as a whole.
    record Node() implements Subject {
        @Override
        public String toString() {
            return "node";
        }
    }

    /// One physical function.
    record Pf(PciAddress address) implements Subject {
        @Override
        public String toString() {
            return "pf " + address;
        }
    }

    /// One virtual function and the PF it belongs to.
    record Vf(PciAddress pf, PciAddress address) implements Subject {
        @Override
        public String toString() {
            return "vf " + address;
        }
    }
}
