package io.vfleet.simulation;

import static java.nio.file.StandardOpenOption.WRITE;

import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.simulation.ErrnoTable.Answer;
import io.vfleet.simulation.ErrnoTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Holds this machine's own kernel to the [ErrnoTable]; a program for the lab's guest, where the
/// agent may write: `java -cp … io.vfleet.simulation.LabKernel 0000:01:00.0 [SITUATION]`. Says of
/// each row what the kernel answered; ends with 0 when all were right. A situation that is a matter
/// of the whole process, as [Situation#NOT_ROOT], is made by the caller and named.
final class LabKernel implements ErrnoTable.Machine {

    private static final Path PCI = Path.of("/sys/bus/pci");

    private final PciAddress pf;
    private final Host host = new DirectoryHost(Path.of("/"));
    private Optional<String> override = Optional.empty();
    private Situation situation = Situation.OWN_DRIVER;

    private LabKernel(PciAddress pf) {
        this.pf = pf;
    }

    public static void main(String[] words) {
        LabKernel kernel = new LabKernel(PciAddress.parse(words[0]));
        List<Row> asked = ErrnoTable.ROWS.stream().filter(row -> asksFor(words, row)).toList();
        System.out.printf("%d of %d rows%n", asked.size(), ErrnoTable.ROWS.size());
        boolean right = asked.stream().map(kernel::judge).reduce(true, Boolean::logicalAnd);
        kernel.prepare(0, Situation.OWN_DRIVER);
        System.exit(right ? 0 : 1);
    }

    private static boolean asksFor(String[] words, Row row) {
        return words.length > 1
                ? row.situation() == Situation.valueOf(words[1])
                : row.situation().notSimulated().isEmpty();
    }

    private boolean judge(Row row) {
        Optional<String> impossible = row.situation().notInLab();
        if (impossible.isPresent()) {
            System.out.println("not here  " + row + " | " + impossible.get());
            return true;
        }
        ErrnoTable table = new ErrnoTable(this);
        Answer answer = table.ask(row);
        boolean right = table.right(row, answer);
        System.out.println((right ? "right     " : "WRONG     ") + row + " | " + answer);
        return right;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public PciAddress pf() {
        return pf;
    }

    @Override
    public void prepare(int count, Situation wanted) {
        if (situation == wanted && count() == count) {
            return;
        }
        giveTo(Optional.empty());
        bringTo(count);
        switch (wanted) {
            case NO_DRIVER -> unbind();
            case DRIVER_WITHOUT_SRIOV -> giveTo(Optional.of("pci-stub"));
            case GIVEN_TO_VFIO -> giveTo(Optional.of("vfio-pci"));
            default -> {} // the caller is in it, or it is a matter of what is written
        }
        situation = wanted;
    }

    private void bringTo(int count) {
        if (count() != count) {
            write(folder().resolve("sriov_numvfs"), "0");
            write(folder().resolve("sriov_numvfs"), Integer.toString(count));
        }
    }

    /// @param driver empty: the one that wants it
    private void giveTo(Optional<String> driver) {
        boolean bound = Files.exists(folder().resolve("driver"));
        if (bound && override.equals(driver)) {
            return;
        }
        unbind();
        // an empty line takes the override back (drivers/pci/pci-sysfs.c, driver_override_store)
        write(folder().resolve("driver_override"), driver.orElse("") + "\n");
        write(PCI.resolve("drivers_probe"), pf.toString());
        override = driver;
    }

    private void unbind() {
        if (Files.exists(folder().resolve("driver"))) {
            write(folder().resolve("driver/unbind"), pf.toString());
        }
    }

    private int count() {
        return host.text(pf.sysfsPath() + "/sriov_numvfs")
                .found()
                .map(Integer::parseInt)
                .orElseThrow();
    }

    private Path folder() {
        return PCI.resolve("devices").resolve(pf.toString());
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value, WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write '" + value + "' to " + file, e);
        }
    }
}
