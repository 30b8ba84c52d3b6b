package io.vfleet.agent.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 of the CA that the server proved to belong to.
public final class ServerCa {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final StateFile file;

    ServerCa(Path dir) {
        this.file = new StateFile(dir.resolve("server-ca"));
    }

    // a damaged one is not set aside: without it any server that this Java trusts would do
    public Optional<String> pinned() throws StateProblem {
        Optional<String> sha256 = file.text().map(String::strip);
        if (sha256.filter(text -> !SHA256.matcher(text).matches()).isPresent()) {
            throw new StateProblem(
                    file.path() + " is damaged; name the server's CA again with --ca-sha256");
        }
        return sha256;
    }

    /// Later starts need not name the CA again.
    public void pin(String sha256) {
        try {
            if (!file.text().equals(Optional.of(sha256 + "\n"))) {
                file.writeText(sha256 + "\n");
            }
        } catch (IOException e) {
            unwritten(StateFile.reason(e));
        } catch (StateProblem e) {
            unwritten(String.valueOf(e.getMessage()));
        }
    }

    private void unwritten(String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "cannot keep the server''s CA in {0}: {1}; the next start needs --ca-sha256",
                file.path(),
                why);
    }
}
