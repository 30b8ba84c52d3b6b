package io.vfleet.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/// The disposable process that sets things on a PF's VFs: a change per line comes in, an answer per
/// line goes out.
public final class SettingsChild {

    static final String DONE = "done";

    private SettingsChild() {}

    /// @param words root, address, vendor, device
    public static void main(String[] words) throws IOException {
        LiveSettings settings = new LiveSettings(Path.of(words[0]), words[1], words[2], words[3]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(settings.set(VfChange.parse(line)).orElse(DONE));
        }
    }
}
