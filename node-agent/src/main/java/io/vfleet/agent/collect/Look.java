package io.vfleet.agent.collect;

import io.vfleet.agent.host.DevlinkAnswer;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.LinkNames;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.sight.Sight;
import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;

/// One look at a host: gives what is there and notes a gap for what could not be read, so that
/// nothing unread passes for absent.
final class Look {

    static final String NOT_CAPTURED = Gap.NOT_CAPTURED;

    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final Host host;
    private final Gaps gaps = new Gaps();

    Look(Host host) {
        this.host = host;
    }

    boolean whole() {
        return host.whole();
    }

    Sight sight() {
        return new Sight(host);
    }

    Gaps gaps() {
        return gaps;
    }

    void gap(String path, String reason) {
        gaps.add(path, reason);
    }

    Optional<String> text(String path) {
        return expected(path, filled(host.text(path)));
    }

    /// A file that many hosts do not have: its absence is never a gap.
    Optional<String> rareText(String path) {
        return rare(path, host.text(path)).filter(text -> !text.isEmpty());
    }

    /// A file whose failure says no more than its absence.
    Optional<String> glanceText(String path) {
        return host.text(path).found();
    }

    Optional<byte[]> bytes(String path, int limit) {
        return expected(path, host.bytes(path, limit));
    }

    /// The same of a file that many hosts do not have.
    Optional<byte[]> rareBytes(String path, int limit) {
        return rare(path, host.bytes(path, limit));
    }

    /// For a first look that another one follows: tells nothing of why there is nothing.
    Optional<byte[]> glance(String path, int limit) {
        return host.bytes(path, limit).found();
    }

    List<String> list(String path) {
        return expected(path, host.list(path)).orElse(List.of());
    }

    Optional<List<String>> folder(String path) {
        return expected(path, host.list(path));
    }

    /// A folder whose absence is never a gap.
    List<String> rareList(String path) {
        return rare(path, host.list(path)).orElse(List.of());
    }

    /// A folder whose failure says no more than its absence, or that may be a file.
    List<String> glanceList(String path) {
        return host.list(path).found().orElse(List.of());
    }

    Optional<String> link(String path) {
        return expected(path, host.link(path));
    }

    /// For a link that may be a folder in a capture: tells nothing of why there is nothing.
    Optional<String> glanceLink(String path) {
        return host.link(path).found();
    }

    /// The last name in a link's target: the driver's, the group's, the device's.
    Optional<String> linkName(String path) {
        return link(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /// The same of a link that most do not have: its absence is never a gap.
    Optional<String> rareLinkName(String path) {
        return rare(path, host.link(path))
                .map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    OptionalInt number(String path) {
        Optional<Integer> number = text(path).flatMap(text -> parsed(path, text));
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    OptionalInt count(String path) {
        return count(path, Integer.MAX_VALUE);
    }

    /// A number of things: a negative one is none, nor is one that cannot be.
    OptionalInt count(String path, int most) {
        OptionalInt number = number(path);
        if (number.isPresent() && (number.getAsInt() < 0 || number.getAsInt() > most)) {
            gap(path, "no count: '" + number.getAsInt() + "'");
            return OptionalInt.empty();
        }
        return number;
    }

    OptionalLong longCount(String path) {
        return count(path).stream().asLongStream().findFirst();
    }

    /// A flag of sysfs: `1` or `Y`.
    static boolean yes(String text) {
        return text.equals("1") || text.equals("Y");
    }

    /// `0x8086` as `8086`.
    Optional<String> hex(String path) {
        return text(path).map(text -> text.toLowerCase(Locale.ROOT).replaceFirst("^0x", ""));
    }

    /// When a file or folder was last written to; a time that no clock of ours shows is none.
    Optional<Instant> modified(String path) {
        return rare(path, host.modified(path))
                .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LAST_TIME));
    }

    Reading<List<KernelLine>> kernelLines() {
        return host.kernelLines();
    }

    Reading<LinkNames> linkNames(String netdev) {
        return host.linkNames(netdev);
    }

    Reading<DevlinkAnswer> devlink(PciAddress pf) {
        return host.devlink(pf);
    }

    Reading<FirmwareSettings> firmware(PciAddress pf) {
        return host.firmware(pf);
    }

    Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        return host.vfAdmin(netdev);
    }

    /// `0x5` as 5.
    OptionalInt hexNumber(String path) {
        Optional<String> text = text(path);
        Optional<Integer> number =
                text.filter(said -> said.matches("0x[0-9a-f]{1,7}")).map(Integer::decode);
        text.filter(_ -> number.isEmpty()).ifPresent(said -> noNumber(path, said));
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private Optional<Integer> parsed(String path, String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException malformed) {
            noNumber(path, text);
            return Optional.empty();
        }
    }

    private void noNumber(String path, String text) {
        gap(path, "no number: '" + text.substring(0, Math.min(text.length(), 40)) + "'");
    }

    private <T> Optional<T> expected(String path, Reading<T> reading) {
        if (reading instanceof Reading.Absent<T> && !host.whole()) {
            gap(path, NOT_CAPTURED);
        }
        return rare(path, reading);
    }

    private <T> Optional<T> rare(String path, Reading<T> reading) {
        if (reading instanceof Reading.Failed<T>(String reason)) {
            gap(path, reason);
        }
        return reading.found();
    }

    // captures by tools that cannot read a file leave it empty
    private static Reading<String> filled(Reading<String> reading) {
        boolean empty = reading instanceof Reading.Value<String>(String text) && text.isEmpty();
        return empty ? new Reading.Absent<>() : reading;
    }
}
