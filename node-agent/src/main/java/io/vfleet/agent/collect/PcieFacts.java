package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How PFs are connected. The capability is remembered from one look to the next for as long as the
/// `sriov_*` files say the same, because reading all of `config` costs a device a thousand
/// accesses.
final class PcieFacts {

    private static final Pattern SPEED = Pattern.compile("(\\d{1,4}(?:\\.\\d)?) GT/s.*");
    private static final BigDecimal GIGA = BigDecimal.valueOf(1000);
    // PCIE_LNK_WIDTH_UNKNOWN of include/linux/pci.h
    private static final int WIDTH_UNKNOWN = 0xff;

    private final Map<PciAddress, Known> known = new HashMap<>();

    Pcie read(Look look, PciFunction pf, Optional<String> deviceId, Optional<Sriov> sriov) {
        return new Pcie(
                link(look, pf),
                look.text(pf.path("ari_enabled")).map(Look::yes),
                capability(look, pf, new Identity(deviceId, sriov)),
                vfBars(look, pf),
                BusErrorCounts.read(look, pf.folder()));
    }

    private Optional<Pcie.Capability> capability(Look look, PciFunction pf, Identity now) {
        Known before = known.get(pf.address());
        if (before != null && before.identity().equals(now)) {
            return Optional.of(before.capability());
        }
        String path = pf.path("config");
        Optional<ConfigSpace> config = look.bytes(path, ConfigSpace.SIZE).map(ConfigSpace::new);
        Optional<Pcie.Capability> capability = config.flatMap(ConfigSpace::capability);
        capability.ifPresent(found -> known.put(pf.address(), new Known(now, found)));
        config.filter(space -> capability.isEmpty() && !space.complete())
                .ifPresent(space -> look.gap(path, Upstream.shortRead(space)));
        return capability;
    }

    private static List<Pcie.VfBar> vfBars(Look look, PciFunction pf) {
        String path = pf.path("resource");
        return look.text(path)
                .map(text -> Resources.parse(look, path, text).vfBars())
                .orElse(List.of());
    }

    private static Pcie.Link link(Look look, PciFunction pf) {
        return new Pcie.Link(
                speed(look, pf.path("current_link_speed")),
                width(look, pf.path("current_link_width")),
                speed(look, pf.path("max_link_speed")),
                width(look, pf.path("max_link_width")));
    }

    /// `Unknown` is what the kernel says of a link that is down or not emulated.
    private static OptionalInt speed(Look look, String path) {
        Optional<String> text = look.text(path);
        Optional<Integer> speed = text.flatMap(PcieFacts::megatransfers);
        text.filter(_ -> speed.isEmpty()).ifPresent(said -> noteUnknown(look, path, said));
        return speed.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// 2500 of `2.5 GT/s PCIe`, 8000 of the `8 GT/s` of older kernels.
    static Optional<Integer> megatransfers(String speed) {
        Matcher found = SPEED.matcher(speed);
        return found.matches()
                ? Optional.of(new BigDecimal(found.group(1)).multiply(GIGA).intValue())
                : Optional.empty();
    }

    private static OptionalInt width(Look look, String path) {
        OptionalInt width = look.count(path);
        boolean unknown =
                width.isPresent() && (width.getAsInt() == 0 || width.getAsInt() >= WIDTH_UNKNOWN);
        if (unknown) {
            noteUnknown(look, path, Integer.toString(width.getAsInt()));
            return OptionalInt.empty();
        }
        return width;
    }

    private static void noteUnknown(Look look, String path, String said) {
        String shown = said.substring(0, Math.min(said.length(), 40));
        look.gap(path, "not known to the kernel: '" + shown + "'");
    }

    /// What a PF's capability cannot change without.
    private record Identity(Optional<String> deviceId, Optional<Sriov> sriov) {}

    private record Known(Identity identity, Pcie.Capability capability) {}
}
