package io.vfleet.simulation;

import static io.vfleet.simulation.Situation.BNXT_DOWN;
import static io.vfleet.simulation.Situation.BNXT_SHORT_OF_RESOURCES;
import static io.vfleet.simulation.Situation.CONTRADICTORY_CAPABILITY;
import static io.vfleet.simulation.Situation.DRIVER_WITHOUT_SRIOV;
import static io.vfleet.simulation.Situation.GIVEN_TO_VFIO;
import static io.vfleet.simulation.Situation.I40E_BUSY;
import static io.vfleet.simulation.Situation.I40E_SHORT_OF_RESOURCES;
import static io.vfleet.simulation.Situation.ICE_IN_SAFE_MODE;
import static io.vfleet.simulation.Situation.ICE_SHORT_OF_INTERRUPTS;
import static io.vfleet.simulation.Situation.NOT_ROOT;
import static io.vfleet.simulation.Situation.NO_ATTRIBUTE;
import static io.vfleet.simulation.Situation.NO_BUS_NUMBERS;
import static io.vfleet.simulation.Situation.NO_DRIVER;
import static io.vfleet.simulation.Situation.NO_FUNCTION;
import static io.vfleet.simulation.Situation.NO_MMIO_SPACE;
import static io.vfleet.simulation.Situation.OTHER_FUNCTION;
import static io.vfleet.simulation.Situation.OWN_DRIVER;
import static io.vfleet.simulation.Situation.READ_ONLY_ATTRIBUTE;
import static io.vfleet.simulation.Situation.SYS_IS_READ_ONLY;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.agent.host.WriteTarget;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Duration;
import java.util.List;

/// What a kernel answers to writes to a PF, as data, and a way to ask one: the simulated kernel in
/// [SimulatedWriterTests], the lab's real one in [LabKernel]. Needs nothing but the agent's
/// classes.
final class ErrnoTable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String COUNT = "sriov_numvfs";
    private static final String TAKEN = "";

    static final List<Row> ROWS =
            List.of(
                    refused(OWN_DRIVER, 0, "ABOVE", "ERANGE", ""),
                    refused(OWN_DRIVER, 0, "-1", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, "abc", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, "\n", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, "70000", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, "99999999999", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, " 3", "EINVAL", ""),
                    refused(OWN_DRIVER, 0, "3 4", "EINVAL", ""),
                    taken(OWN_DRIVER, 0, "", "0"),
                    taken(OWN_DRIVER, 0, "0", "0"),
                    taken(OWN_DRIVER, 0, "4", "4"),
                    taken(OWN_DRIVER, 4, "4", "4"),
                    refused(OWN_DRIVER, 4, "ABOVE", "ERANGE", ""),
                    refused(
                            OWN_DRIVER,
                            4,
                            "6",
                            "EBUSY",
                            "4 VFs already enabled. Disable before enabling 6 VFs"),
                    refused(OWN_DRIVER, 4, "2", "EBUSY", "4 VFs already enabled."),
                    taken(OWN_DRIVER, 4, "0", "0"),
                    taken(OWN_DRIVER, 0, "0x3", "3"),
                    taken(OWN_DRIVER, 3, "+03\n", "3"),
                    taken(OWN_DRIVER, 0, "TOTAL", "TOTAL"),
                    refused(READ_ONLY_ATTRIBUTE, 0, "3", "EACCES", ""),
                    refused(NO_ATTRIBUTE, 0, "3", "ENOENT", ""),
                    refused(NO_FUNCTION, 0, "3", "ENOENT", ""),
                    refused(OTHER_FUNCTION, 0, "3", "another function is at ", ""),
                    // the driver takes its VFs along
                    new Row(NO_DRIVER, 4, "2", "ENOENT", "0", "no driver bound to device"),
                    taken(NO_DRIVER, 0, "0", "0"),
                    refused(NO_DRIVER, 0, "abc", "EINVAL", ""),
                    refused(NO_DRIVER, 0, "ABOVE", "ERANGE", ""),
                    refused(
                            DRIVER_WITHOUT_SRIOV,
                            0,
                            "2",
                            "ENOENT",
                            "driver does not support SR-IOV configuration via sysfs"),
                    refused(GIVEN_TO_VFIO, 0, "2", "ENOENT", ""),
                    refused(NOT_ROOT, 0, "4", "EACCES", ""),
                    refused(SYS_IS_READ_ONLY, 0, "4", "EROFS", ""),
                    refused(
                            ICE_SHORT_OF_INTERRUPTS,
                            0,
                            "4",
                            "ENOSPC",
                            "Only 7 MSI-X interrupts available"),
                    refused(ICE_IN_SAFE_MODE, 0, "4", "EOPNOTSUPP", "Device is in Safe Mode"),
                    refused(I40E_BUSY, 0, "4", "EAGAIN", "other operation is pending"),
                    refused(I40E_SHORT_OF_RESOURCES, 0, "4", "EPERM", "Limited to 3 VFs"),
                    new Row(
                            BNXT_SHORT_OF_RESOURCES,
                            0,
                            "8",
                            TAKEN,
                            "3",
                            "8 VFs requested; only 3 enabled"),
                    new Row(BNXT_DOWN, 0, "8", TAKEN, "0", "if is down!"),
                    refused(NO_MMIO_SPACE, 0, "4", "ENOMEM", "not enough MMIO resources"),
                    refused(NO_BUS_NUMBERS, 0, "4", "ENOMEM", "out of range"),
                    refused(CONTRADICTORY_CAPABILITY, 0, "4", "EIO", ""));

    private final Machine machine;

    ErrnoTable(Machine machine) {
        this.machine = machine;
    }

    /// A machine whose kernel can be asked.
    interface Machine {
        Host host();

        PciAddress pf();

        /// Brings the PF to a count by its own driver, then into the situation.
        void prepare(int count, Situation situation);
    }

    /// What is asked, and what must be answered.
    ///
    /// @param before the count the PF is brought to first
    /// @param value what is written; TOTAL and ABOVE stand for sriov_totalvfs and one more
    /// @param errno [#TAKEN], or how the error begins
    /// @param after the count that is read afterwards
    /// @param line what one of the kernel's lines holds; empty: none is asked for
    record Row(
            Situation situation,
            int before,
            String value,
            String errno,
            String after,
            String line) {

        @Override
        public String toString() {
            String answer = errno.isEmpty() ? "taken" : errno.strip();
            return "%s, %d VFs, writing \"%s\": %s, then %s"
                    .formatted(situation, before, value.replace("\n", "\\n"), answer, after);
        }
    }

    /// What a kernel did.
    record Answer(String errno, String after, List<String> lines) {}

    private static Row taken(Situation situation, int before, String value, String after) {
        return new Row(situation, before, value, TAKEN, after, "");
    }

    private static Row refused(
            Situation situation, int before, String value, String errno, String line) {
        return new Row(situation, before, value, errno, Integer.toString(before), line);
    }

    Answer ask(Row row) {
        machine.prepare(row.before(), row.situation());
        WriteTarget target = target(row.situation());
        String value = resolved(row.value());
        WriteResult result = machine.host().writer().orElseThrow().write(target, value, LIMIT);
        return new Answer(errno(result), text(COUNT), result.kernelLines());
    }

    boolean right(Row row, Answer answer) {
        boolean ending =
                row.errno().equals(TAKEN)
                        ? answer.errno().equals(TAKEN)
                        : answer.errno().startsWith(row.errno());
        return ending
                && answer.after().equals(resolved(row.after()))
                && (row.line().isEmpty()
                        || answer.lines().stream().anyMatch(it -> it.contains(row.line())));
    }

    private WriteTarget target(Situation situation) {
        PciAddress pf = situation == NO_FUNCTION ? PciAddress.parse("0000:fe:1f.7") : machine.pf();
        String vendor = situation == OTHER_FUNCTION ? "0xffff" : text("vendor");
        String attribute =
                switch (situation) {
                    case READ_ONLY_ATTRIBUTE -> "sriov_totalvfs";
                    case NO_ATTRIBUTE -> "sriov_nothing";
                    default -> COUNT;
                };
        return new WriteTarget(pf, vendor, text("device"), attribute);
    }

    private String resolved(String value) {
        int total = Integer.parseInt(text("sriov_totalvfs"));
        return switch (value) {
            case "TOTAL" -> Integer.toString(total);
            case "ABOVE" -> Integer.toString(total + 1);
            default -> value;
        };
    }

    private String text(String attribute) {
        Reading<String> reading = machine.host().text(machine.pf().sysfsPath() + "/" + attribute);
        return reading.found().orElse(reading.toString());
    }

    private static String errno(WriteResult result) {
        return switch (result) {
            case WriteResult.Written _ -> TAKEN;
            case WriteResult.Refused refused -> refused.errno();
            case WriteResult.Hung hung -> "hung: " + hung.writer();
        };
    }
}
