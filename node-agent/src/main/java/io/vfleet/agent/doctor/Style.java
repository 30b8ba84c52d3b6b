package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.LinkState;
import java.io.PrintStream;

/// How the answer looks: colors on a terminal only, signs only where they can be written; the word
/// stands beside either.
record Style(boolean colors, boolean signs) {

    private static final String RESET = "\u001b[0m";

    static Style of(PrintStream out) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        boolean wanted = System.getenv("NO_COLOR") == null;
        return new Style(terminal && wanted, out.charset().newEncoder().canEncode('✗'));
    }

    String mark(LinkState state) {
        String mark =
                switch (state) {
                    case OK -> signs ? "✓" : "+";
                    case WARN -> "!";
                    case BROKEN -> signs ? "✗" : "x";
                    case UNKNOWN -> "?";
                    case BLOCKED -> signs ? "⊘" : "o";
                    case NOT_APPLICABLE -> signs ? "·" : "-";
                };
        return paint(state, mark);
    }

    String word(LinkState state) {
        return paint(state, plainWord(state));
    }

    static String plainWord(LinkState state) {
        return state == LinkState.NOT_APPLICABLE ? "NOT APPLICABLE" : state.name();
    }

    String bold(String text) {
        return colored("\u001b[1m", text);
    }

    String grey(String text) {
        return colored("\u001b[90m", text);
    }

    String paint(LinkState state, String text) {
        return switch (state) {
            case OK -> colored("\u001b[32m", text);
            case WARN -> colored("\u001b[33m", text);
            case BROKEN -> colored("\u001b[1;31m", text);
            case UNKNOWN -> colored("\u001b[35m", text);
            case BLOCKED -> colored("\u001b[31m", text);
            case NOT_APPLICABLE -> grey(text);
        };
    }

    private String colored(String color, String text) {
        return colors ? color + text + RESET : text;
    }
}
