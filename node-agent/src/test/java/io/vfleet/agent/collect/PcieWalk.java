package io.vfleet.agent.collect;

import static io.vfleet.agent.collect.TreeFiles.bytes;
import static io.vfleet.agent.collect.TreeFiles.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How PFs are connected: links, memory and errors by their files, the rest by a [ConfigWalk].
final class PcieWalk {

    private final TreeFiles files;

    PcieWalk(TreeFiles files) {
        this.files = files;
    }

    void physical(String key, Path device, List<String> above) throws IOException {
        String link = key + "pcie.link.";
        files.file(link + "speed", device.resolve("current_link_speed"), PcieWalk::rate);
        files.file(link + "width", device.resolve("current_link_width"));
        files.file(link + "maxSpeed", device.resolve("max_link_speed"), PcieWalk::rate);
        files.file(link + "maxWidth", device.resolve("max_link_width"));
        files.file(key + "pcie.ariEnabled", device.resolve("ari_enabled"), FieldWalk.FLAG);
        new ConfigWalk(bytes(device.resolve("config"))).sriov(key + "pcie.capability.", files);
        errors(key + "pcie.errors.", device);
        vfBars(key + "pcie.vfBars", said(device.resolve("resource")).lines().toList());
        files.putAll(key + "upstream", above);
        for (String bridge : above) {
            bridge(bridge + ".", files.at("sys/bus/pci/devices").resolve(bridge));
            files.put(bridge + ".address", bridge);
        }
    }

    private static String rate(String speed) {
        return Integer.toString((int) (1000 * Double.parseDouble(speed.split(" ")[0])));
    }

    private void bridge(String key, Path device) throws IOException {
        new ConfigWalk(bytes(device.resolve("config"))).bridge(key, files);
        errors(key + "errors.", device);
        // lines 14 to 17: I/O, memory, prefetchable memory, and one for CardBus
        List<String> lines = said(device.resolve("resource")).lines().toList();
        List<String> told = new ArrayList<>();
        for (String line : lines.subList(Math.max(0, lines.size() - 4), lines.size())) {
            Range range = Range.of(line);
            if (range.memory() && range.start() != 0) {
                String window = key + "windows[" + told.size() + "].";
                files.put(window + "bytes", range.bytes());
                files.put(window + "prefetchable", range.prefetchable());
                told.add(Integer.toString(told.size()));
            }
        }
        files.putAll(key + "windows", told);
    }

    private void errors(String key, Path device) throws IOException {
        files.file(key + "correctable", device.resolve("aer_dev_correctable"), PcieWalk::total);
        files.file(key + "nonFatal", device.resolve("aer_dev_nonfatal"), PcieWalk::total);
        files.file(key + "fatal", device.resolve("aer_dev_fatal"), PcieWalk::total);
    }

    private static String total(String counters) {
        return counters.substring(counters.lastIndexOf(' ') + 1);
    }

    private void vfBars(String key, List<String> lines) {
        List<String> told = new ArrayList<>();
        for (int bar = 0; bar < 6 && 7 + bar < lines.size(); bar++) {
            Range range = Range.of(lines.get(7 + bar));
            if (range.memory()) {
                String at = key + "[" + told.size() + "].";
                files.put(at + "index", bar);
                files.put(at + "bytes", range.bytes());
                files.put(at + "assigned", range.start() != 0);
                files.put(at + "prefetchable", range.prefetchable());
                told.add(Integer.toString(told.size()));
            }
        }
        files.putAll(key, told);
    }

    /// `0x00000000febc0000 0x00000000febdffff 0x0000000000040200`: IORESOURCE_MEM is the 2 of the
    /// last three digits, IORESOURCE_PREFETCH the 2 of the fourth from the end.
    private record Range(long start, long end, String flags) {

        static Range of(String line) {
            String[] words = line.split(" ");
            return new Range(Long.decode(words[0]), Long.decode(words[1]), words[2]);
        }

        boolean memory() {
            return "2367abef".indexOf(digit(3)) >= 0 && bytes() > 1;
        }

        boolean prefetchable() {
            return "2367abef".indexOf(digit(4)) >= 0;
        }

        private char digit(int fromTheEnd) {
            return flags.charAt(flags.length() - fromTheEnd);
        }

        long bytes() {
            return end - start + 1;
        }
    }
}
