package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.remedy.Fix;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A slot, a riser or a bad contact may leave a link with less than the card's port carries. A link
/// that is slower than card and slot could have it and yet fast enough, or that idles, is a remark.
final class PcieLinkSlow implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "pcie-link-slow",
                            "D15",
                            Link.FIRMWARE,
                            "Can the PCIe link of every PF carry what its port can?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final Set<String> SLOTS = Set.of("root-port", "downstream-port");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Pcie.Link link = pf.pcie().link();
        if (link.speed().isEmpty()) {
            return host.unknown(subject, pf.path("current_link_speed"));
        }
        if (link.width().isEmpty()) {
            return host.unknown(subject, pf.path("current_link_width"));
        }
        Bandwidth now = new Bandwidth(link.speed().getAsInt(), link.width().getAsInt());
        return new Case(host, pf, now, most(link, now), slot(pf, now)).conclude();
    }

    private static Bandwidth most(Pcie.Link link, Bandwidth now) {
        return new Bandwidth(link.maxSpeed().orElse(now.speed), link.maxWidth().orElse(now.width));
    }

    // the port at the other end, where that is one end of a link at all
    private static Optional<Bandwidth> slot(PhysicalFunction pf, Bandwidth now) {
        return pf.upstream().stream()
                .limit(1)
                .filter(port -> port.portType().filter(SLOTS::contains).isPresent())
                .map(UpstreamPort::link)
                .filter(link -> link.maxSpeed().isPresent() && link.maxWidth().isPresent())
                .map(link -> most(link, now))
                .findFirst();
    }

    /// @param speed in MT/s a lane
    private record Bandwidth(int speed, int width) {

        // 8b/10b up to 5 GT/s, 128b/130b up to 32, flits from 64 on (PCIe 6.0 §4.2)
        private static final int LAST_8B10B = 5000;

        long mbps() {
            long raw = (long) speed * width;
            return speed <= LAST_8B10B ? raw * 8 / 10 : raw * 128 / 130;
        }

        boolean less(Bandwidth other) {
            return speed < other.speed || width < other.width;
        }

        Bandwidth least(Bandwidth other) {
            return new Bandwidth(Math.min(speed, other.speed), Math.min(width, other.width));
        }

        @Override
        public String toString() {
            return Words.count(width, "lane") + " of " + rate();
        }

        String rate() {
            String whole = Integer.toString(speed / 1000);
            return speed % 1000 == 0 ? whole + " GT/s" : speed / 1000.0 + " GT/s";
        }
    }

    /// @param most what the card can do
    /// @param slot what its slot can; empty when not known
    private record Case(
            Examination host,
            PhysicalFunction pf,
            Bandwidth now,
            Bandwidth most,
            Optional<Bandwidth> slot) {

        Conclusion conclude() {
            OptionalInt port =
                    Examination.ports(pf).stream()
                            .flatMapToInt(netdev -> netdev.speedMbps().stream())
                            .max();
            if (port.isPresent() && now.mbps() < port.getAsInt()) {
                return tooSlow(port.getAsInt());
            }
            boolean enough = port.isPresent() && narrowSlot();
            return now.less(most) && !enough
                    ? slower()
                    : new Conclusion.Intact(Examination.subject(pf));
        }

        // nothing is wrong with the link: the slot has no more
        private boolean narrowSlot() {
            return slot.filter(carries -> carries.less(most) && !now.less(most.least(carries)))
                    .isPresent();
        }

        // what a hypervisor shows of a link need not be true
        private Conclusion tooSlow(int port) {
            String cause =
                    "The PCIe link of %s carries %d Gb/s (%s), its port %d Gb/s%s."
                            .formatted(
                                    pf.address(),
                                    now.mbps() / 1000,
                                    now,
                                    port / 1000,
                                    now.less(most) ? "; " + better() : "");
            return finding(cause)
                    .severity(host.maybeVirtual() ? Severity.INFO : Severity.WARNING)
                    .confidence(Confidence.HIGH)
                    .fix(fix())
                    .conclude();
        }

        private String better() {
            return "the card can do "
                    + most
                    + slot.map(carries -> ", its slot " + carries).orElse("");
        }

        private Fix fix() {
            if (!now.less(most)) {
                return Fix.of("lspci -vv -s %s | grep Lnk".formatted(pf.address()));
            }
            return Fix.withReboot(
                    narrowSlot()
                            ? "# move the card of %s to a slot of %s".formatted(pf.address(), most)
                            : "# reseat the card of %s, or move it to a slot of %s"
                                    .formatted(pf.address(), most));
        }

        private Conclusion slower() {
            String cause =
                    "The PCIe link of %s runs with %s, %s: enough for its port, or the link idles."
                            .formatted(pf.address(), now, better());
            return finding(cause).severity(Severity.INFO).confidence(Confidence.MEDIUM).conclude();
        }

        private FindingDraft finding(String cause) {
            FindingDraft finding =
                    new FindingDraft(INFO, Examination.subject(pf), cause)
                            .evidence(
                                    Evidence.of(
                                            pf.path("current_link_speed"), now.rate(), most.rate()))
                            .evidence(
                                    Evidence.of(
                                            pf.path("current_link_width"),
                                            Integer.toString(now.width),
                                            Integer.toString(most.width)));
            return slot.map(carries ->
                            finding.evidence(
                                    Evidence.of(
                                            pf.upstream().getFirst().configPath(),
                                            "its slot carries " + carries,
                                            most.toString())))
                    .orElse(finding);
        }
    }
}
