package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hugepages a command line asks for, by the kernel's own rules (mm/hugetlb.c, hugepages_setup,
/// hugepagesz_setup, default_hugepagesz_setup; admin-guide/mm/hugetlbpage.rst).
///
/// @param asked by size and node; a later profile may ask for more
/// @param ignored arguments that the kernel throws away, as they stand
record HugepageRequests(List<Expectations.Hugepages> asked, List<String> ignored) {

    /// HPAGE_SIZE of x86, and of ARM with 4 KiB pages.
    private static final long DEFAULT_KIB = 2048;

    static HugepageRequests parse(KernelCommandLine line, LongPredicate supportedKiB) {
        Parser parser = new Parser(supportedKiB);
        line.arguments().forEach(parser::take);
        return parser.end();
    }

    /// The kernel's state while it reads the arguments one by one.
    private static final class Parser {

        private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kKmMgGtT]?)[bB]?");
        private static final Pattern PAGES =
                Pattern.compile("\\d{1,9}|\\d{1,4}:\\d{1,9}(,\\d{1,4}:\\d{1,9})*");

        private final LongPredicate supported;
        private final Map<Long, Map<Integer, Long>> pages = new TreeMap<>();
        private final Set<Long> sizes = new TreeSet<>();
        private final List<String> ignored = new ArrayList<>();
        private Map<Integer, Long> bare = Map.of();
        private OptionalLong defaultSize = OptionalLong.empty();
        private OptionalLong current = OptionalLong.empty();
        private boolean sizeInvalid;
        private boolean taken;

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
            if (!bare.isEmpty()) {
                // a leading bare count cannot be overridden by a later pair
                pages.put(defaultSize.orElse(DEFAULT_KIB), bare);
            }
            List<Expectations.Hugepages> asked = new ArrayList<>();
            pages.forEach((size, byNode) ->
                    byNode.forEach((node, count) -> asked.add(asked(size, node, count))));
            return new HugepageRequests(
                    asked.stream().filter(one -> one.count() > 0).toList(), ignored);
        }

        private static Expectations.Hugepages asked(long size, int node, long count) {
            OptionalInt numaNode = node < 0 ? OptionalInt.empty() : OptionalInt.of(node);
            return new Expectations.Hugepages(size, numaNode, count);
        }

        private void size(Argument argument) {
            OptionalLong size = kiB(argument).stream().filter(supported).findFirst();
            boolean again = size.isPresent() && sizes.contains(size.getAsLong());
            // the default size may be named once more, for its count
            boolean ofDefault = again && size.equals(defaultSize) && !pages.containsKey(of(size));
            sizeInvalid = size.isEmpty() || again && !ofDefault;
            if (sizeInvalid) {
                ignored.add(argument.text());
                return;
            }
            begin(size);
        }

        private void defaultSize(Argument argument) {
            OptionalLong size = kiB(argument).stream().filter(supported).findFirst();
            sizeInvalid = size.isEmpty() || defaultSize.isPresent();
            if (sizeInvalid) {
                ignored.add(argument.text());
                return;
            }
            defaultSize = size;
            begin(size);
        }

        private void begin(OptionalLong size) {
            sizes.add(of(size));
            current = size;
            taken = false;
        }

        private void pages(Argument argument) {
            String value = argument.value().orElse("");
            boolean fits = PAGES.matcher(value).matches();
            if (sizeInvalid || taken || !fits) {
                ignored.add(argument.text());
                sizeInvalid = false;
                return;
            }
            taken = true;
            if (current.isEmpty()) {
                bare = counts(value);
                return;
            }
            pages.put(of(current), counts(value));
        }

        /// By node; -1 for a count that the kernel spreads over all nodes.
        private static Map<Integer, Long> counts(String value) {
            Map<Integer, Long> counts = new TreeMap<>();
            for (String part : value.split(",")) {
                int colon = part.indexOf(':');
                int node = colon < 0 ? -1 : Integer.parseInt(part.substring(0, colon));
                counts.put(node, Long.valueOf(part.substring(colon + 1)));
            }
            return counts;
        }

        private static long of(OptionalLong size) {
            return size.orElseThrow();
        }

        /// As lib/cmdline.c, memparse.
        private static OptionalLong kiB(Argument argument) {
            Matcher size = SIZE.matcher(argument.value().orElse(""));
            if (!size.matches()) {
                return OptionalLong.empty();
            }
            int shift = 10 * (" KMGT".indexOf(size.group(2).toUpperCase(Locale.ROOT)));
            BigInteger bytes = new BigInteger(size.group(1)).shiftLeft(Math.max(0, shift));
            return bytes.bitLength() > 62
                    ? OptionalLong.empty()
                    : OptionalLong.of(bytes.longValue() >> 10);
        }
    }
}
