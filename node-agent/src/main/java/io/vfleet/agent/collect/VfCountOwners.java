package io.vfleet.agent.collect;

import io.vfleet.agent.owners.OwnerKind;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What else on the host sets VF counts, a row per file and PF it names.
final class VfCountOwners {

    private static final Comparator<VfCountOwner> ORDER =
            Comparator.comparing(VfCountOwner::path)
                    .thenComparing(owner -> owner.pf().map(PciAddress::toString).orElse(""));

    private final Look look;
    private final List<PhysicalFunction> pfs;
    private final List<VfCountOwner> found = new ArrayList<>();

    private VfCountOwners(Look look, List<PhysicalFunction> pfs) {
        this.look = look;
        this.pfs = pfs;
    }

    /// Nothing is read on a host without PFs.
    static List<VfCountOwner> read(Look look, List<PhysicalFunction> pfs) {
        if (pfs.isEmpty()) {
            return List.of();
        }
        VfCountOwners owners = new VfCountOwners(look, pfs);
        OwnerKind.ALL.forEach(kind -> kind.folders().forEach(folder -> owners.add(kind, folder)));
        return owners.found.stream().sorted(ORDER).toList();
    }

    private void add(OwnerKind kind, String folder) {
        files(kind, folder)
                .forEach((path, text) -> {
                    List<PciAddress> named = named(path, text);
                    Stream<Optional<PciAddress>> rows =
                            named.isEmpty()
                                    ? Stream.of(Optional.empty())
                                    : named.stream().map(Optional::of);
                    rows.map(pf -> new VfCountOwner(kind.kind(), path, pf, kind.count(text)))
                            .forEach(found::add);
                });
    }

    private SortedMap<String, String> files(OwnerKind kind, String folder) {
        // says what a partial tree lacks
        look.list(folder);
        try {
            return kind.files(look.sight(), folder);
        } catch (Unknowable unknown) {
            look.gap(folder, String.valueOf(unknown.getMessage()));
            return new TreeMap<>();
        }
    }

    private List<PciAddress> named(String path, String text) {
        String all = path.substring(path.lastIndexOf('/') + 1) + "\n" + text;
        return pfs.stream()
                .filter(pf -> names(pf).anyMatch(name -> holds(all, name)))
                .map(PhysicalFunction::address)
                .toList();
    }

    // `ens1f0` in `ens1f0np0` is another name; a colon may end it, as in YAML
    private static boolean holds(String text, String name) {
        return Pattern.compile("(?i)(?<![\\w:.-])" + Pattern.quote(name) + "(?![\\w-])(?!:\\S)")
                .matcher(text)
                .find();
    }

    private static Stream<String> names(PhysicalFunction pf) {
        return Stream.concat(
                Stream.of(pf.address().toString()),
                pf.netdevs().stream().flatMap(VfCountOwners::names));
    }

    private static Stream<String> names(Netdev netdev) {
        return Stream.concat(Stream.of(netdev.name()), netdev.mac().stream());
    }
}
