package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// A line of the kernel's log about a device or the IOMMU. The log forgets: that a line is not
/// there proves nothing.
///
/// @param about the function it names; empty for a line about the machine
/// @param level as syslog counts: 3 is an error, 4 a warning
/// @param at since boot, of the newest line that reads like this
/// @param count how many lines read like this but for their numbers
public record KernelLine(
        Optional<PciAddress> about, int level, String text, Duration at, int count) {

    public KernelLine {
        requireNonNull(text, "text is null");
        requireNonNull(at, "at is null");
    }

    /// The same line as one about this function.
    public KernelLine of(PciAddress subject) {
        return new KernelLine(Optional.of(subject), level, text, at, count);
    }

    /// The same line, seen so often.
    public KernelLine seen(int times) {
        return new KernelLine(about, level, text, at, times);
    }

    /// The text without what differs from one such line to the next: its numbers.
    public String shape() {
        return shape(text);
    }

    /// The same of any text.
    public static String shape(String text) {
        return text.replaceAll("(?i)\\b0x[0-9a-f]+|[0-9a-f]*\\d[0-9a-f]*", "#");
    }
}
