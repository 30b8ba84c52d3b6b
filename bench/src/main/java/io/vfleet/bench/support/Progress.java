package io.vfleet.bench.support;

import java.io.PrintStream;

/// What is told while it goes on: standard output carries only the result.
public final class Progress {

    private static final PrintStream OUT = System.err;

    private Progress() {}

    public static void say(String line) {
        OUT.println("bench: " + line);
    }
}
