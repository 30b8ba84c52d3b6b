package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.Path;

/// The disposable process that does one write: what hangs in the kernel hangs here and not in the
/// agent. Says `written`, or why not in the kernel's words.
public final class WriteChild {

    static final String WRITTEN = "written";

    private WriteChild() {}

    /// @param words root, address, vendor, device, attribute, value
    public static void main(String[] words) {
        System.out.println(SysfsFile.complaint(() -> write(words)).orElse(WRITTEN));
    }

    private static void write(String[] words) throws IOException {
        Path folder = SysfsFile.folder(Path.of(words[0]), words[1], words[2], words[3]);
        SysfsFile.write(folder.resolve(words[4]), words[5]);
    }
}
