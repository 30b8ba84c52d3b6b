package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Disk;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Text;
import java.util.Optional;

/// What somebody has written below a folder.
final class DiskFiles {

    private DiskFiles() {}

    static Folder below(Kernel kernel, String folder) {
        Disk disk = kernel.disk();
        return Folder.named(
                () -> disk.names(folder).distinct().toList(),
                name -> entry(kernel, folder + "/" + name));
    }

    private static Optional<Entry> entry(Kernel kernel, String path) {
        Optional<Entry> file = kernel.disk().text(path).map(Text::new);
        return file.or(() ->
                kernel.disk().holds(path) ? Optional.of(below(kernel, path)) : Optional.empty());
    }
}
