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

/// Writes a recording as a `.tgz`: links as links, unreadable files in `read-errors.txt`.
final class Capture implements AutoCloseable {

    private final TarArchiveOutputStream tar;
    private final Date now;

    Capture(OutputStream out, Instant now) throws IOException {
        this.tar = new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8");
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.now = Date.from(now);
    }

    void write(Recording recording) throws IOException {
        Recording settled = recording.settled();
        for (String folder : settled.folders().keySet()) {
            put(new TarArchiveEntry(folder.substring(1) + "/"), new byte[0]);
        }
        for (Map.Entry<String, byte[]> file : settled.files().entrySet()) {
            put(new TarArchiveEntry(file.getKey().substring(1)), file.getValue());
        }
        for (Map.Entry<String, String> link : settled.links().entrySet()) {
            TarArchiveEntry entry =
                    new TarArchiveEntry(link.getKey().substring(1), TarConstants.LF_SYMLINK);
            entry.setLinkName(link.getValue());
            put(entry, new byte[0]);
        }
        put(new TarArchiveEntry(ReadErrors.FILE), readErrors(settled));
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

    private void put(TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setModTime(now);
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
