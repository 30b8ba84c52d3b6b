package io.vfleet.simulation.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One write to a port's `sriov_numvfs`, on a thread of its own: drivers/pci/iov.c,
/// `sriov_numvfs_store`, in its order.
public final class NumVfs {

    private final Kernel kernel;
    private final CardPort port;

    public NumVfs(Kernel kernel, CardPort port) {
        this.kernel = kernel;
        this.port = port;
    }

    /// Returns when the kernel does, which may be never.
    ///
    /// @throws InterruptedException when the kernel is gone
    public Answer store(String text) throws InterruptedException {
        // fs/sysfs/file.c, sysfs_kf_write: nothing is passed on
        if (text.isEmpty()) {
            return Answer.DONE;
        }
        OptionalInt count = Numbers.u16(text);
        if (count.isEmpty()) {
            return Answer.of(Errno.EINVAL);
        }
        if (count.getAsInt() > totalVfs()) {
            return Answer.of(Errno.ERANGE);
        }
        port.deviceLock().acquire();
        try {
            return signed(locked(count.getAsInt()));
        } finally {
            port.deviceLock().release();
        }
    }

    private int totalVfs() {
        synchronized (kernel) {
            return port.totalVfs();
        }
    }

    private Answer locked(int count) throws InterruptedException {
        DriverRules.Verdict verdict;
        synchronized (kernel) {
            Optional<Answer> early = early(count);
            if (early.isPresent()) {
                return early.get();
            }
            kernel.awaitAnswer(port);
            verdict = DriverRules.asked(port, count);
        }
        pass(slowness());
        if (verdict.errno().isPresent()) {
            return new Answer(verdict.errno(), verdict.lines());
        }
        return count == 0 ? disable(verdict) : enable(count, verdict);
    }

    private Optional<Answer> early(int count) {
        int now = port.vfs().size();
        if (count == now) {
            return Optional.of(Answer.DONE);
        }
        if (port.driver().isEmpty()) {
            return no(Errno.ENOENT, "no driver bound to device; cannot configure SR-IOV");
        }
        if (port.driver().filter("vfio-pci"::equals).isPresent()) {
            // drivers/vfio/pci/vfio_pci.c, vfio_pci_sriov_configure, unless enable_sriov=1
            return Optional.of(Answer.of(Errno.ENOENT));
        }
        if (!port.driver().equals(port.wantedDriver())) {
            return no(Errno.ENOENT, "driver does not support SR-IOV configuration via sysfs");
        }
        return count != 0 && now != 0
                ? no(
                        Errno.EBUSY,
                        "%d VFs already enabled. Disable before enabling %d VFs"
                                .formatted(now, count))
                : Optional.empty();
    }

    private static Optional<Answer> no(Errno errno, String line) {
        return Optional.of(Answer.of(errno, line));
    }

    private Answer disable(DriverRules.Verdict verdict) throws InterruptedException {
        if (verdict.count() > 0) {
            return new Answer(Optional.empty(), verdict.lines());
        }
        takeAway();
        return Answer.DONE;
    }

    private Answer enable(int count, DriverRules.Verdict verdict) throws InterruptedException {
        int made = verdict.count();
        Optional<Answer> refusal = made == 0 ? Optional.empty() : make(made);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<String> lines = new ArrayList<>(verdict.lines());
        if (made != count) {
            lines.add("%d VFs requested; only %d enabled".formatted(count, made));
        }
        return new Answer(Optional.empty(), lines);
    }

    private Optional<Answer> make(int count) throws InterruptedException {
        synchronized (kernel) {
            Optional<Answer> refusal = DriverRules.core(port, count);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        pass(kernel.pace().enable());
        for (int index = 0; index < count; index++) {
            pass(kernel.pace().perVf());
            kernel.addVf(port, index);
        }
        Optional<Answer> refusal = afterwards(count);
        if (refusal.isPresent()) {
            takeAway();
        }
        return refusal;
    }

    private Optional<Answer> afterwards(int count) {
        synchronized (kernel) {
            return DriverRules.afterwards(port, count);
        }
    }

    private void takeAway() throws InterruptedException {
        synchronized (kernel) {
            kernel.disableVfs(port);
        }
        pass(kernel.pace().disable());
    }

    private Duration slowness() {
        synchronized (kernel) {
            return port.state().slowness();
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the kernel is gone");
        }
        Thread.sleep(time);
    }

    // dev_printk: the driver's name, or the bus's, and the address before each line
    private Answer signed(Answer answer) {
        String sender = port.driver().orElse("pci") + " " + port.name() + ": ";
        return new Answer(answer.errno(), answer.lines().stream().map(sender::concat).toList());
    }
}
