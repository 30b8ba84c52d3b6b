package io.vfleet.agent.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// Writes a recording as a `.tgz`: links as links, unreadable files in `read-errors.txt`.
final class Capture implements AutoCloseable {

    private final TarArchiveOutputStream tar;
    private final Date now;

    Capture(OutputStream out, Instant now) throws IOException {
        this.tar = new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8");
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.now = Date.from(now);
    }

    /// @param settled see [Recording#settled]
    void write(Recording settled) throws IOException {
        for (String folder : settled.folders().keySet()) {
            put(dated(folder + "/", settled.times().get(folder)), new byte[0]);
        }
        for (Map.Entry<String, byte[]> file : settled.files().entrySet()) {
            put(dated(file.getKey(), settled.times().get(file.getKey())), file.getValue());
        }
        for (Map.Entry<String, String> link : settled.links().entrySet()) {
            TarArchiveEntry entry =
                    new TarArchiveEntry(link.getKey().substring(1), TarConstants.LF_SYMLINK);
            entry.setLinkName(link.getValue());
            entry.setModTime(now);
            put(entry, new byte[0]);
        }
        put(dated("/" + ReadErrors.FILE, null), readErrors(settled));
    }

    private static byte[] readErrors(Recording recording) {
        StringBuilder lines = new StringBuilder();
        if (!recording.whole()) {
            lines.append(ReadErrors.PARTIAL).append('\n');
        }
        recording
                .failures()
                .forEach((path, reason) ->
                        lines.append(path).append("\t0\t").append(reason).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private TarArchiveEntry dated(String path, @Nullable Instant time) {
        TarArchiveEntry entry = new TarArchiveEntry(path.substring(1));
        entry.setModTime(time == null ? now : Date.from(time));
        return entry;
    }

    private void put(TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
