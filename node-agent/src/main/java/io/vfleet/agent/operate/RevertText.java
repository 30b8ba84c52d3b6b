package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.agent.host.VfState;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/// A [RevertPlan] as text: a line per fact, closed by a checksum.
final class RevertText {

    private static final String VERSION = "vfleet-revert 1";
    private static final String NOTHING = "-";

    private RevertText() {}

    static String write(RevertPlan plan) {
        List<String> lines = new ArrayList<>();
        Pf before = plan.before();
        lines.add(VERSION);
        lines.add(new String(AgentJson.write(plan.command()), UTF_8));
        lines.add(
                "pf %s %s %s %d"
                        .formatted(
                                before.address(),
                                before.vendor(),
                                before.device(),
                                before.numVfs()));
        lines.add("root " + plan.root());
        lines.add("boot " + plan.bootId().orElse(NOTHING));
        lines.add("tied " + plan.tied() + " " + plan.timeout().toSeconds());
        lines.add("agent " + plan.agent().pid() + " " + plan.agent().startedAt());
        lines.add("autoprobe " + plan.snapshot().autoprobe().orElse(NOTHING));
        plan.snapshot().vfs().forEach((index, vf) -> lines.add("vf " + index + " " + line(vf)));
        String body = lines.stream().collect(Collectors.joining("\n", "", "\n"));
        return body + "%08x\n".formatted(checksum(body));
    }

    /// @throws IllegalArgumentException when it is none, or damaged
    static RevertPlan read(String text) {
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, Math.max(0, end));
        if (!text.substring(end).equals("%08x\n".formatted(checksum(body)))
                || !body.startsWith(VERSION + "\n")) {
            throw new IllegalArgumentException("it is damaged");
        }
        List<String> lines = body.lines().toList();
        try {
            String[] pf = words(lines.get(2));
            String[] tied = words(lines.get(5));
            String[] agent = words(lines.get(6));
            return new RevertPlan(
                    AgentJson.readCommand(new ByteArrayInputStream(lines.get(1).getBytes(UTF_8))),
                    Pf.remembered(PciAddress.parse(pf[1]), pf[2], pf[3], Integer.parseInt(pf[4])),
                    new Snapshot(said(words(lines.get(7))[1]), vfs(lines.subList(8, lines.size()))),
                    lines.get(3).substring("root ".length()),
                    said(words(lines.get(4))[1]),
                    Boolean.parseBoolean(tied[1]),
                    Duration.ofSeconds(Long.parseLong(tied[2])),
                    new RevertPlan.Agent(Long.parseLong(agent[1]), agent[2]));
        } catch (IOException | MalformedDocument | RuntimeException e) {
            throw new IllegalArgumentException("it is not understood: " + e.getMessage(), e);
        }
    }

    private static SortedMap<Integer, VfSettings> vfs(List<String> lines) {
        SortedMap<Integer, VfSettings> vfs = new TreeMap<>();
        for (String line : lines) {
            String[] words = words(line);
            vfs.put(Integer.parseInt(words[1]), vf(List.of(words).subList(2, words.length)));
        }
        return vfs;
    }

    /// A VF's settings as one line.
    static String line(VfSettings vf) {
        VfState state = vf.state();
        VfAdmin admin = state.admin();
        return String.join(
                " ",
                Boolean.toString(vf.ownMac()),
                vf.driver().orElse(NOTHING),
                vf.override().orElse(NOTHING),
                number(vf.mtu()),
                number(vf.interrupts()),
                admin.mac().orElse(NOTHING),
                number(admin.vlan()),
                number(admin.qos()),
                flag(admin.spoofchk()),
                flag(admin.trust()),
                admin.linkState().orElse(NOTHING),
                number(admin.minTxRate()),
                number(admin.maxTxRate()),
                admin.vlanProtocol().orElse(NOTHING),
                admin.nodeGuid().orElse(NOTHING),
                admin.portGuid().orElse(NOTHING),
                flag(state.rssQuery()));
    }

    static VfSettings settings(String line) {
        return vf(List.of(words(line)));
    }

    // in the order of line, as Java evaluates arguments
    private static VfSettings vf(List<String> words) {
        Iterator<String> next = words.iterator();
        boolean ownMac = Boolean.parseBoolean(next.next());
        Optional<String> driver = said(next.next());
        Optional<String> override = said(next.next());
        OptionalInt mtu = number(next.next());
        OptionalInt interrupts = number(next.next());
        VfAdmin admin =
                new VfAdmin(
                        said(next.next()),
                        number(next.next()),
                        number(next.next()),
                        flag(next.next()),
                        flag(next.next()),
                        said(next.next()),
                        number(next.next()),
                        number(next.next()),
                        said(next.next()),
                        said(next.next()),
                        said(next.next()));
        VfState state = new VfState(admin, flag(next.next()));
        return new VfSettings(state, ownMac, driver, override, mtu, interrupts);
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    private static Optional<String> said(String word) {
        return Optional.of(word).filter(it -> !it.equals(NOTHING));
    }

    private static Optional<Boolean> flag(String word) {
        return said(word).map(Boolean::parseBoolean);
    }

    private static String flag(Optional<Boolean> flag) {
        return flag.map(Object::toString).orElse(NOTHING);
    }

    private static OptionalInt number(String word) {
        Function<String, OptionalInt> parsed = it -> OptionalInt.of(Integer.parseInt(it));
        return said(word).map(parsed).orElse(OptionalInt.empty());
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : NOTHING;
    }

    private static long checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return crc.getValue();
    }
}
