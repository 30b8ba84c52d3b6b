package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Expectations.Hugepages;
import io.vfleet.domain.chain.Expectations.Place;
import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wanted of a host in the words of its file:
///
/// ```
/// wanted.vfs 0000:81:00.0 = 4
/// wanted.vfsPerPf = 8-16
/// wanted.hugepages 1048576 = 16
/// wanted.hugepages 2048 node1 = 512
/// wanted.rdma = true
/// wanted.isolation = false
/// wanted.admin = {"vlan": 100, "trust": true}
/// wanted.former 0000:a1:00.0 = 8
/// wanted.elsewhere = none
/// wanted.elsewhere 02:3f:d2:10:00:00 = gpu-b 0000:81:00.2
/// ```
///
/// The last three are what the server knows: a PF with eight VFs, which it is no more; that other
/// nodes have none of this one's addresses, or which one another has.
record Wanted(Map<String, String> words) {

    static Expectations of(Map<String, String> words) {
        Wanted wanted = new Wanted(words);
        return new Expectations(
                Optional.of("lab"),
                wanted.counts("vfs"),
                wanted.word("vfsPerPf").map(Wanted::range),
                !wanted.word("isolation").equals(Optional.of("false")),
                wanted.hugepages(),
                wanted.word("rdma").map(Boolean::valueOf),
                wanted.word("admin").map(Wanted::admin),
                wanted.counts("former"),
                wanted.elsewhere());
    }

    private Optional<Map<String, List<Place>>> elsewhere() {
        Map<String, List<Place>> places =
                words.entrySet().stream()
                        .filter(one -> one.getKey().startsWith("elsewhere "))
                        .collect(
                                Collectors.toMap(
                                        one -> one.getKey().substring("elsewhere ".length()),
                                        one -> places(one.getValue())));
        return places.isEmpty() && word("elsewhere").isEmpty()
                ? Optional.empty()
                : Optional.of(places);
    }

    private static List<Place> places(String text) {
        return Stream.of(text.split(", "))
                .map(one -> one.split(" "))
                .map(one -> new Place(one[0], one[1]))
                .toList();
    }

    private Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name));
    }

    /// What follows a word, by its values.
    private Stream<Map.Entry<String, Integer>> all(String word) {
        return words.entrySet().stream()
                .filter(one -> one.getKey().startsWith(word + " "))
                .map(one ->
                        Map.entry(
                                one.getKey().substring(word.length() + 1),
                                Integer.valueOf(one.getValue())));
    }

    private Map<PciAddress, Integer> counts(String word) {
        return all(word)
                .collect(
                        Collectors.toMap(
                                one -> PciAddress.parse(one.getKey()), Map.Entry::getValue));
    }

    private List<Hugepages> hugepages() {
        return all("hugepages")
                .sorted(Map.Entry.comparingByKey())
                .map(one -> hugepages(one.getKey().split(" node"), one.getValue()))
                .toList();
    }

    private static Hugepages hugepages(String[] which, int count) {
        OptionalInt node =
                which.length == 1
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(which[1]));
        return new Hugepages(Long.parseLong(which[0]), node, count);
    }

    private static Range range(String text) {
        String[] ends = text.split("-");
        return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    private static VfAdmin admin(String json) {
        Map<?, ?> fields = (Map<?, ?>) JsonTree.parse(json);
        return new VfAdmin(
                Optional.empty(),
                number(fields, "vlan"),
                number(fields, "qos"),
                Optional.ofNullable((Boolean) fields.get("spoofchk")),
                Optional.ofNullable((Boolean) fields.get("trust")),
                Optional.ofNullable((String) fields.get("linkState")),
                number(fields, "minTxRate"),
                number(fields, "maxTxRate"));
    }

    private static OptionalInt number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }
}
