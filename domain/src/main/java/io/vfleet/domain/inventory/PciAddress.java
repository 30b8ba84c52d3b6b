package io.vfleet.domain.inventory;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;

/// Where a PCI function sits: `0000:81:00.0`. A domain may have more than four digits (Intel VMD).
public record PciAddress(int domain, int bus, int device, int function)
        implements Comparable<PciAddress> {

    /// What follows the domain: each hex digit stands for the largest that may be there.
    private static final String REST = ":ff:1f.7";

    private static final HexFormat HEX = HexFormat.of();

    /// The address written as `text`, or empty when it is not one.
    public static Optional<PciAddress> find(String text) {
        int colon = text.length() - REST.length();
        return colon >= 4 && colon <= 7 && shaped(text, colon)
                ? Optional.of(
                        new PciAddress(
                                number(text, 0, colon),
                                number(text, colon + 1, colon + 3),
                                number(text, colon + 4, colon + 6),
                                number(text, colon + 7, colon + 8)))
                : Optional.empty();
    }

    // no pattern: measured: it was a good part of the cost of reading a report
    private static boolean shaped(String text, int colon) {
        return IntStream.range(0, colon).allMatch(at -> HexFormat.isHexDigit(text.charAt(at)))
                && IntStream.range(0, REST.length())
                        .allMatch(at -> fits(text.charAt(colon + at), REST.charAt(at)));
    }

    private static boolean fits(char found, char most) {
        return HexFormat.isHexDigit(most)
                ? HexFormat.isHexDigit(found)
                        && HexFormat.fromHexDigit(found) <= HexFormat.fromHexDigit(most)
                : found == most;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 16);
    }

    /// Like [#find], for callers to whom anything else is an error.
    public static PciAddress parse(String text) {
        return find(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'" + text + "' is no PCI address like 0000:81:00.0"));
    }

    /// Its number within the domain: eight bits bus, five device, three function.
    public int routingId() {
        return bus << 8 | device << 3 | function;
    }

    /// The address so many routing ids on, as VFs are placed; empty outside the domain.
    public Optional<PciAddress> plus(int routingIds) {
        int id = routingId() + routingIds;
        return id < 0 || id > 0xffff
                ? Optional.empty()
                : Optional.of(new PciAddress(domain, id >> 8, id >> 3 & 0x1f, id & 7));
    }

    /// The function's folder in sysfs.
    public String sysfsPath() {
        return "/sys/bus/pci/devices/" + this;
    }

    @Override
    public int compareTo(PciAddress other) {
        int byDomain = Integer.compare(domain, other.domain);
        return byDomain != 0 ? byDomain : Integer.compare(routingId(), other.routingId());
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
