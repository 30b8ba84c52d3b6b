package io.vfleet.agent.state;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The newest report that the server has not taken, on disk for the case that this host does not
/// come back as it is.
final class UnsentReport {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final String HEADER = "vfleet-report 1";

    /// A report of thousands of VFs is a tenth of this.
    private static final int MOST_BYTES = 1 << 20;

    private final StateFile file;
    private boolean kept;

    UnsentReport(StateFile file) {
        this.file = file;
    }

    /// What the agent before this one left; what is damaged is set aside.
    Optional<byte[]> read() throws StateProblem {
        Optional<List<String>> lines = file.read();
        kept = lines.isPresent();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (lines.get().size() == 2 && lines.get().getFirst().equals(HEADER)) {
                return Optional.of(Base64.getDecoder().decode(lines.get().getLast()));
            }
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "no Base64: {0}", e.getMessage());
        }
        file.setAside("its lines are not understood");
        return Optional.empty();
    }

    void keep(byte[] document) throws IOException {
        if (document.length > MOST_BYTES) {
            throw new IOException(document.length + " bytes are more than " + MOST_BYTES);
        }
        file.write(List.of(HEADER, Base64.getEncoder().encodeToString(document)));
        kept = true;
    }

    void forget() throws IOException {
        if (kept) {
            file.delete();
            kept = false;
        }
    }
}
