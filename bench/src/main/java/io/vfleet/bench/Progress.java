package io.vfleet.bench;

import java.io.PrintStream;

/// What is told while it goes on: standard output carries only the result.
final class Progress {

    private static final PrintStream OUT = System.err;

    private Progress() {}

    static void say(String line) {
        OUT.println("bench: " + line);
    }
}
