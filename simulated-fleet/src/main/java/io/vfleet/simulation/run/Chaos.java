package io.vfleet.simulation.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Breaks hosts on demand: a file has a line for each host that is to be in trouble, its name and
/// either a circumstance (`fra1-r01-n02 port-without-acs`) or `silent`. Who is not in it any more
/// is as before. The file is looked at every second; no file is an empty one.
final class Chaos implements Runnable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String SILENT = "silent";

    private final Path file;
    private final Map<String, Resident> residents;
    private String seen = "";
    private Map<Resident, String> made = Map.of();

    Chaos(Path file, Map<String, Resident> residents) {
        this.file = file;
        this.residents = Map.copyOf(residents);
    }

    /// Goes on until the thread is interrupted.
    @Override
    public void run() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        String text;
        try {
            text = Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            FleetLog.say("%s cannot be read: %s".formatted(file, e));
            return;
        }
        if (!text.equals(seen)) {
            seen = text;
            make(wanted(text));
        }
    }

    private Map<Resident, String> wanted(String text) {
        Map<Resident, String> wanted = new LinkedHashMap<>();
        for (String line : text.lines().filter(it -> !it.isBlank()).toList()) {
            String[] words = line.strip().split("\\s+");
            Resident host = residents.get(words[0]);
            if (words.length == 2 && host != null) {
                wanted.put(host, words[1]);
            } else {
                FleetLog.say("not understood in %s: '%s'".formatted(file, line));
            }
        }
        return wanted;
    }

    private void make(Map<Resident, String> wanted) throws InterruptedException {
        for (Resident host : made.keySet()) {
            if (!wanted.containsKey(host)) {
                host.comeUpAsBefore();
                FleetLog.say(host.hostname() + " is as before");
            }
        }
        for (Map.Entry<Resident, String> host : wanted.entrySet()) {
            if (!host.getValue().equals(made.get(host.getKey()))) {
                bring(host.getKey(), host.getValue());
            }
        }
        made = wanted;
    }

    private static void bring(Resident host, String trouble) throws InterruptedException {
        try {
            if (trouble.equals(SILENT)) {
                host.switchOff();
            } else {
                host.comeUpIn(trouble);
            }
            FleetLog.say("%s is %s now".formatted(host.hostname(), trouble));
        } catch (IllegalArgumentException e) {
            FleetLog.say(String.valueOf(e.getMessage()));
        }
    }
}
