package io.vfleet.domain.inventory;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a PCI function sits: `0000:81:00.0`. A domain may have more than four digits (Intel VMD).
public record PciAddress(int domain, int bus, int device, int function)
        implements Comparable<PciAddress> {

    private static final Pattern SHAPE =
            Pattern.compile("([0-9a-fA-F]{4,7}):([0-9a-fA-F]{2}):([01][0-9a-fA-F])\\.([0-7])");
    private static final HexFormat HEX = HexFormat.of();

    private static final Comparator<PciAddress> ORDER =
            Comparator.comparingInt(PciAddress::domain)
                    .thenComparingInt(PciAddress::bus)
                    .thenComparingInt(PciAddress::device)
                    .thenComparingInt(PciAddress::function);

    /// The address written as `text`, or empty when it is not one.
    public static Optional<PciAddress> find(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new PciAddress(
                        Integer.parseInt(matcher.group(1), 16),
                        Integer.parseInt(matcher.group(2), 16),
                        Integer.parseInt(matcher.group(3), 16),
                        Integer.parseInt(matcher.group(4), 16)));
    }

    /// Like [#find], for callers to whom anything else is an error.
    public static PciAddress parse(String text) {
        return find(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + text + "' is no PCI address like 0000:81:00.0"));
    }

    /// The function's folder in sysfs.
    public String sysfsPath() {
        return "/sys/bus/pci/devices/" + this;
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        // not formatted(): measured: it was half the cost of writing a report
        String segment =
                domain <= 0xffff ? HEX.toHexDigits(domain, 4) : Integer.toHexString(domain);
        return segment
                + ":"
                + HEX.toHexDigits((byte) bus)
                + ":"
                + HEX.toHexDigits((byte) device)
                + "."
                + function;
    }
}
