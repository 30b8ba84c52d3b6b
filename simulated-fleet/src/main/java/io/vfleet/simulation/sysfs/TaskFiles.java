package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Task;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Magic;
import io.vfleet.simulation.sysfs.Entry.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// `/proc/PID` of the processes worth telling of.
final class TaskFiles {

    private static final int FIRST = 3;

    // open(2): a counter is written to, a device read as well
    private static final String FOR_WRITING = "pos:\t0\nflags:\t0100001\n";
    private static final String FOR_BOTH = "pos:\t0\nflags:\t0100002\n";

    private static final FileTable<Task> TABLE =
            new FileTable<Task>()
                    .text("comm", Task::name)
                    .text("stat", task -> "%d (%s) S 1".formatted(task.pid(), task.name()))
                    .folder("fd", task -> files(task, Magic::new))
                    .folder("fdinfo", task -> files(task, TaskFiles::info));

    private TaskFiles() {}

    static Folder all(Kernel kernel) {
        return Folder.named(
                () -> kernel.tasks().running().keySet().stream().map(String::valueOf).toList(),
                name ->
                        kernel.tasks().running().values().stream()
                                .filter(task -> name.equals(Integer.toString(task.pid())))
                                .findFirst()
                                .map(TABLE::of));
    }

    private static Folder files(Task task, Function<String, Entry> entry) {
        List<String> names =
                IntStream.range(0, task.files().size())
                        .mapToObj(it -> Integer.toString(FIRST + it))
                        .toList();
        return Folder.named(
                () -> names,
                name ->
                        Optional.of(names.indexOf(name))
                                .filter(index -> index >= 0)
                                .map(task.files()::get)
                                .map(entry));
    }

    private static Entry info(String file) {
        return new Text(file.startsWith("/sys/") ? FOR_WRITING : FOR_BOTH);
    }
}
