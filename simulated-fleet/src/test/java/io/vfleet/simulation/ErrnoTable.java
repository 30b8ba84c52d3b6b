package io.vfleet.simulation;

import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the kernel answers to writes of `sriov_numvfs`, as data, and a way to ask it. Needs nothing
/// but the agent's classes, so that a real kernel can be asked as well: `java -cp …
/// io.vfleet.simulation.ErrnoTable 0000:01:00.0` on a machine whose kernel the agent may write to.
final class ErrnoTable {

    static final String DONE = "";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// @param before the count the port is brought to first
    /// @param value what is written; TOTAL and ABOVE stand for sriov_totalvfs and one more
    /// @param errno or [#DONE]
    /// @param after what is read afterwards; empty: as before
    record Row(int before, String value, String errno, String after) {}

    static final List<Row> ROWS =
            List.of(
                    new Row(0, "4", DONE, "4"),
                    new Row(0, "TOTAL", DONE, "TOTAL"),
                    new Row(4, "0", DONE, "0"),
                    new Row(0, "0x3", DONE, "3"),
                    new Row(0, "2\n", DONE, "2"),
                    new Row(4, "4", DONE, ""),
                    new Row(0, "0", DONE, ""),
                    new Row(0, "ABOVE", "ERANGE", ""),
                    new Row(4, "ABOVE", "ERANGE", ""),
                    new Row(4, "6", "EBUSY", ""),
                    new Row(4, "2", "EBUSY", ""),
                    new Row(0, "-1", "EINVAL", ""),
                    new Row(0, "abc", "EINVAL", ""),
                    new Row(0, "\n", "EINVAL", ""),
                    new Row(0, "99999999999", "EINVAL", ""),
                    new Row(0, " 3", "EINVAL", ""),
                    new Row(0, "3 4", "EINVAL", ""));

    static final List<Row> WITHOUT_DRIVER =
            List.of(
                    new Row(0, "2", "ENOENT", ""),
                    new Row(0, "0", DONE, ""),
                    new Row(0, "abc", "EINVAL", ""),
                    new Row(0, "ABOVE", "ERANGE", ""));

    private final Host host;
    private final HostWriter writer;
    private final PciAddress pf;

    ErrnoTable(Host host, PciAddress pf) {
        this.host = host;
        this.writer = host.writer().orElseThrow();
        this.pf = pf;
    }

    /// What is there: `ERANGE, then 4`.
    String observed(Row row) {
        bringTo(row.before());
        return ending(write(resolved(row.value()))) + ", then " + text("sriov_numvfs");
    }

    String expected(Row row) {
        String after = row.after().isEmpty() ? "" + row.before() : resolved(row.after());
        return (row.errno().isEmpty() ? "written" : row.errno()) + ", then " + after;
    }

    WriteResult write(String value) {
        WriteTarget target = new WriteTarget(pf, text("vendor"), text("device"), "sriov_numvfs");
        return writer.write(target, value, LIMIT);
    }

    String text(String attribute) {
        Reading<String> reading = host.text(pf.sysfsPath() + "/" + attribute);
        return reading.found().orElse(reading.toString());
    }

    void bringTo(int count) {
        String wanted = Integer.toString(count);
        if (text("sriov_numvfs").equals(wanted)) {
            return;
        }
        write("0");
        write(wanted);
    }

    private String resolved(String value) {
        int total = Integer.parseInt(text("sriov_totalvfs"));
        return switch (value) {
            case "TOTAL" -> Integer.toString(total);
            case "ABOVE" -> Integer.toString(total + 1);
            default -> value;
        };
    }

    private static String ending(WriteResult result) {
        return switch (result) {
            case WriteResult.Written _ -> "written";
            case WriteResult.Refused refused -> refused.errno();
            case WriteResult.Hung hung -> "hung: " + hung.writer();
        };
    }

    private boolean agrees(Row row) {
        String observed = observed(row);
        boolean right = observed.equals(expected(row));
        System.out.println((right ? "ok   " : "WRONG ") + row + ": " + observed);
        return right;
    }

    /// Asks this machine's own kernel; 0 when it answers as the table says.
    public static void main(String[] words) throws IOException {
        ErrnoTable table =
                new ErrnoTable(new DirectoryHost(Path.of("/")), PciAddress.parse(words[0]));
        boolean right = ROWS.stream().map(table::agrees).reduce(true, Boolean::logicalAnd);
        table.bringTo(0);
        Path driver = Path.of(table.pf.sysfsPath(), "driver").toRealPath();
        Files.writeString(driver.resolve("unbind"), words[0]);
        right &= WITHOUT_DRIVER.stream().map(table::agrees).reduce(true, Boolean::logicalAnd);
        Files.writeString(driver.resolve("bind"), words[0]);
        System.exit(right ? 0 : 1);
    }
}
