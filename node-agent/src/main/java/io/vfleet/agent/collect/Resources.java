package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// The address ranges of a function, `resource`: six BARs and the ROM, six BARs of its VFs where
/// the kernel knows SR-IOV, four windows where it is a bridge (enum in include/linux/pci.h).
///
/// @param ranges one a line
record Resources(List<Range> ranges) {

    private static final int FIRST_VF_BAR = 7;
    private static final int VF_BARS = 6;
    private static final int WINDOWS = 4;
    private static final long MEMORY = 0x200;
    private static final long PREFETCHABLE = 0x2000;
    // IORESOURCE_UNSET of include/linux/ioport.h
    private static final long UNSET = 0x2000_0000;

    static Resources parse(Look look, String path, String text) {
        List<String> lines = text.lines().toList();
        List<Range> ranges = lines.stream().flatMap(line -> Range.find(line).stream()).toList();
        if (ranges.size() < lines.size()) {
            look.gap(path, "a line is no range of addresses");
            return new Resources(List.of());
        }
        return new Resources(ranges);
    }

    List<Pcie.VfBar> vfBars() {
        return IntStream.range(0, VF_BARS)
                .filter(bar -> FIRST_VF_BAR + bar < ranges.size())
                .filter(bar -> ranges.get(FIRST_VF_BAR + bar).memory())
                .mapToObj(bar -> ranges.get(FIRST_VF_BAR + bar).vfBar(bar))
                .toList();
    }

    /// What a bridge passes on to memory; empty for one that passes on nothing.
    List<Window> windows() {
        return ranges.stream()
                .skip(Math.max(0, ranges.size() - WINDOWS))
                .filter(range -> range.memory() && range.assigned())
                .map(range -> new Window(range.bytes(), range.prefetchable()))
                .toList();
    }

    /// One line.
    record Range(long start, long end, long flags) {

        static Optional<Range> find(String line) {
            String[] words = line.strip().split(" ");
            long[] numbers =
                    Arrays.stream(words)
                            .map(Range::number)
                            .flatMapToLong(OptionalLong::stream)
                            .toArray();
            return words.length == 3 && numbers.length == 3
                    ? Optional.of(new Range(numbers[0], numbers[1], numbers[2]))
                    : Optional.empty();
        }

        private static OptionalLong number(String word) {
            return word.matches("0x\\p{XDigit}{1,16}")
                    ? OptionalLong.of(Long.parseUnsignedLong(word.substring(2), 16))
                    : OptionalLong.empty();
        }

        boolean memory() {
            return (flags & MEMORY) != 0 && bytes() > 0;
        }

        boolean prefetchable() {
            return (flags & PREFETCHABLE) != 0;
        }

        boolean assigned() {
            return (flags & UNSET) == 0 && start != 0;
        }

        long bytes() {
            return end - start + 1;
        }

        private Pcie.VfBar vfBar(int index) {
            return new Pcie.VfBar(index, bytes(), assigned(), prefetchable());
        }
    }
}
