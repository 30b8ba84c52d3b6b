package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// Whether the kernel is bound to refuse: more VFs than `sriov_totalvfs` are ERANGE
/// (drivers/pci/iov.c, sriov_numvfs_store).
final class PredictionGate implements Gate {

    @Override
    public String id() {
        return "G12";
    }

    @Override
    public String clear() {
        return "the count is within sriov_totalvfs";
    }

    @Override
    public boolean mustKnow() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        int total =
                subject.pf()
                        .totalVfs()
                        .orElseThrow(() -> new Unknowable("sriov_totalvfs is not known"));
        return subject.target() > total
                ? Optional.of(
                        "%d VFs are more than sriov_totalvfs, which is %d"
                                .formatted(subject.target(), total))
                : Optional.empty();
    }
}
