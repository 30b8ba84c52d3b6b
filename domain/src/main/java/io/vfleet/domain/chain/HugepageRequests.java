package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The hugepages a command line asks for, by the kernel's own rules (mm/hugetlb.c, hugepages_setup,
/// hugepagesz_setup, default_hugepagesz_setup, hugetlb_init).
///
/// @param asked by size and node; a later profile may ask for more
/// @param ignored arguments that the kernel throws away, as they stand
record HugepageRequests(List<Expectations.Hugepages> asked, List<String> ignored) {

    static HugepageRequests parse(KernelCommandLine line, LongPredicate supportedKiB) {
        Parser parser = new Parser(supportedKiB);
        line.arguments().forEach(parser::take);
        return parser.end();
    }

    /// A `hugepages=` that counts, by node; -1 for a count that the kernel spreads over all nodes.
    private record Count(String text, Map<Integer, Long> byNode) {

        boolean any() {
            return byNode.values().stream().anyMatch(count -> count > 0);
        }

        Stream<Expectations.Hugepages> asked(long sizeKiB) {
            return byNode.entrySet().stream()
                    .filter(one -> one.getValue() > 0)
                    .map(one ->
                            new Expectations.Hugepages(
                                    sizeKiB, node(one.getKey()), one.getValue()));
        }

        private static OptionalInt node(int node) {
            return node < 0 ? OptionalInt.empty() : OptionalInt.of(node);
        }
    }

    /// The kernel's state while it reads the arguments one by one.
    private static final class Parser {

        /// What follows a number or its suffix does not matter to the kernel (lib/cmdline.c,
        /// memparse; lib/vsprintf.c, sscanf).
        private static final Pattern SIZE =
                Pattern.compile("(0[xX]\\p{XDigit}{1,30}|0[0-7]*|[1-9]\\d*)([kKmMgGtTpPeE]?).*");

        private static final Pattern PAGES = Pattern.compile("(\\d{1,18})(?!:|\\d).*");
        private static final Pattern BY_NODE =
                Pattern.compile("\\d{1,4}:\\d{1,18}(?:,\\d{1,4}:\\d{1,18})*+(?:,?|[^,\\d].*)");
        private static final Pattern ON_A_NODE = Pattern.compile("(\\d{1,4}):(\\d{1,18})");

        /// Where a count goes before any size was named.
        private static final long NO_SIZE = 0;

        private final LongPredicate supported;
        private final Map<Long, Count> counts = new TreeMap<>();
        private final Set<Long> sizes = new HashSet<>();
        private final List<String> ignored = new ArrayList<>();
        private OptionalLong defaultSize = OptionalLong.empty();
        private long current = NO_SIZE;
        private OptionalLong counted = OptionalLong.empty();
        private boolean sizeInvalid;

        Parser(LongPredicate supported) {
            this.supported = supported;
        }

        void take(Argument argument) {
            switch (argument.key()) {
                case "hugepagesz" -> size(argument);
                case "default_hugepagesz" -> defaultSize(argument);
                case "hugepages" -> pages(argument);
                default -> {}
            }
        }

        HugepageRequests end() {
            // without a default size a leading count wins over a later pair of the usual one
            leadingCountGoesTo(usualKiB());
            return new HugepageRequests(
                    counts.entrySet().stream()
                            .flatMap(one -> one.getValue().asked(one.getKey()))
                            .toList(),
                    ignored);
        }

        private void size(Argument argument) {
            OptionalLong size = kiB(argument).stream().filter(supported).findFirst();
            sizeInvalid = size.isEmpty() || sizes.contains(of(size)) && !takenAgain(of(size));
            if (sizeInvalid) {
                ignored.add(argument.text());
                return;
            }
            sizes.add(of(size));
            current = of(size);
        }

        // the default size may be named once more, for its count
        private boolean takenAgain(long size) {
            return defaultSize.equals(OptionalLong.of(size)) && !any(size);
        }

        private void defaultSize(Argument argument) {
            OptionalLong size = kiB(argument).stream().filter(supported).findFirst();
            sizeInvalid = size.isEmpty() || defaultSize.isPresent();
            if (sizeInvalid) {
                ignored.add(argument.text());
                return;
            }
            defaultSize = size;
            // a size that was named before is not the one that the next count is of
            if (sizes.add(of(size))) {
                current = of(size);
            }
            leadingCountGoesTo(of(size));
        }

        private void leadingCountGoesTo(long size) {
            Count leading = counts.remove(NO_SIZE);
            if (leading != null && leading.any()) {
                put(size, leading);
            }
        }

        private void put(long size, Count count) {
            Count lost = counts.put(size, count);
            if (lost != null) {
                ignored.add(lost.text());
            }
        }

        private boolean any(long size) {
            return counts.containsKey(size) && counts.get(size).any();
        }

        private void pages(Argument argument) {
            if (sizeInvalid || counted.equals(OptionalLong.of(current))) {
                ignored.add(argument.text());
                sizeInvalid = false;
                return;
            }
            String value = argument.value().orElse("");
            if (!PAGES.matcher(value).matches() && !BY_NODE.matcher(value).matches()) {
                ignored.add(argument.text());
                counts.remove(current);
                return;
            }
            put(current, new Count(argument.text(), count(value)));
            counted = OptionalLong.of(current);
        }

        private static Map<Integer, Long> count(String value) {
            Matcher plain = PAGES.matcher(value);
            if (plain.matches()) {
                return Map.of(-1, Long.valueOf(plain.group(1)));
            }
            Map<Integer, Long> byNode = new TreeMap<>();
            Matcher part = ON_A_NODE.matcher(value.replaceFirst("[^\\d:,].*", ""));
            while (part.find()) {
                byNode.put(Integer.valueOf(part.group(1)), Long.valueOf(part.group(2)));
            }
            return byNode;
        }

        /// HPAGE_SIZE, told by the sizes that go with it: ARM with pages of 64 or 16 KiB has others
        /// (arch/arm64/mm/hugetlbpage.c).
        private long usualKiB() {
            if (supported.test(512 * 1024) && !supported.test(1024 * 1024)) {
                return 512 * 1024;
            }
            return supported.test(32 * 1024) && !supported.test(64) ? 32 * 1024 : 2048;
        }

        private static long of(OptionalLong size) {
            return size.orElseThrow();
        }

        private static OptionalLong kiB(Argument argument) {
            Matcher size = SIZE.matcher(argument.value().orElse(""));
            if (!size.matches()) {
                return OptionalLong.empty();
            }
            String number = size.group(1).toLowerCase(Locale.ROOT);
            BigInteger value =
                    number.startsWith("0x")
                            ? new BigInteger(number.substring(2), 16)
                            : new BigInteger(number, number.startsWith("0") ? 8 : 10);
            int shift = 10 * " KMGTPE".indexOf(size.group(2).toUpperCase(Locale.ROOT));
            BigInteger bytes = value.shiftLeft(Math.max(0, shift));
            return bytes.bitLength() > 62
                    ? OptionalLong.empty()
                    : OptionalLong.of(bytes.longValue() >> 10);
        }
    }
}
