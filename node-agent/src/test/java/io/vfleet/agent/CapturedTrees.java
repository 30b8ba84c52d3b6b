package io.vfleet.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The captured hosts beside the checkout; tests that need one skip without it.
public enum CapturedTrees {
    HEALTHY("qemu-igb/healthy/snap.tgz", ""),
    ACS_OFF("qemu-igb/acs-off/snap.tgz", ""),
    NO_VTD("qemu-igb/no-vtd/snap.tgz", ""),
    CONNECTX3("hwloc-give/32em64t-2n8c+dax+nvme+mic+dimms.tar.bz2", "32em64t-2n8c+1mic"),
    QLOGIC("hwloc-give/40intel64-2g2n4c+pcilocality.tar.bz2", "40intel64-2g2n4c+pci"),
    OLD_PC("hwloc-give/2i386-2t-hugepagesizecount.tar.bz2", "2i386-2t-hugepagesizecount"),
    NFD("nfd/nfd-testdata.tar.gz", "testdata/source/pci/rootfs-1"),
    CNTO("cnto-give/master-e810-sysinfo.tgz", ""),
    PROCFS("procfs-ib/procfs-ib-net-iommu.tar.gz", ""),
    HARVESTER("harvester/gpu-vf-mdev_bus-sysfs.tar.gz", "testdata");

    private static final Scratch UNPACKED = Scratch.create();

    private final String archive;
    private final String root;

    CapturedTrees(String archive, String root) {
        this.archive = archive;
        this.root = root;
    }

    /// The root of the unpacked tree, as `--root` would get it; unpacked once per run.
    public synchronized Path root() {
        Path target = UNPACKED.folder().resolve(name());
        if (!Files.exists(target)) {
            unpack(fixtures().resolve(archive), target);
        }
        return target.resolve(root);
    }

    /// The root of a tree of one's own, to be changed at will by the one who uses this name.
    public Path copy(String name) {
        Path target = UNPACKED.folder().resolve(name);
        unpack(fixtures().resolve(archive), target);
        return target.resolve(root);
    }

    /// Unpacks without what no collector reads and what takes a hundred times longer than all else.
    public static void unpack(Path archive, Path target) {
        try {
            Files.createDirectories(target);
            Process tar =
                    new ProcessBuilder(
                                    "tar",
                                    "--exclude=proc/irq",
                                    "--exclude=sys/devices/system/cpu",
                                    "--exclude=msi_irqs",
                                    "-xf",
                                    archive.toString(),
                                    "-C",
                                    target.toString())
                            .inheritIO()
                            .start();
            assertThat(tar.waitFor()).as("exit code of tar").isZero();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("cannot unpack " + archive, failed);
        }
    }

    /// The folder of all captures: named by `VFLEET_FIXTURES`, or beside the checkout.
    public static Path fixtures() {
        Optional<Path> named =
                Stream.of(
                                System.getProperty("VFLEET_FIXTURES", ""),
                                System.getenv().getOrDefault("VFLEET_FIXTURES", ""))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of)
                        .findFirst();
        return named.or(CapturedTrees::above)
                .filter(Files::isDirectory)
                .orElseGet(() -> abort("no captured trees: set VFLEET_FIXTURES to their folder"));
    }

    private static Optional<Path> above() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared").resolve("fixtures"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private record Scratch(Path folder) {
        static Scratch create() {
            try {
                Path folder = Files.createTempDirectory(memory(), "vfleet-trees");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return new Scratch(folder);
            } catch (IOException failed) {
                throw new IllegalStateException("no folder for captured trees", failed);
            }
        }

        // ten thousands of tiny files take a disk ten times longer
        private static Path memory() {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? memory
                    : Path.of(System.getProperty("java.io.tmpdir"));
        }

        private static void delete(Path folder) {
            try {
                new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException("cannot delete " + folder, failed);
            }
        }
    }
}
