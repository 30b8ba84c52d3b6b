package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.LinkState;
import java.io.PrintStream;
import java.util.Map;
import java.util.OptionalInt;

/// How the answer looks: colors on a terminal only, signs only where they can be written; the word
/// stands beside either.
record Style(boolean colors, boolean signs, int width) {

    private static final String RESET = "\u001b[0m";
    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120; // longer lines are hard to read

    static Style of(PrintStream out) {
        return of(out, Terminal.columns(), System.getenv());
    }

    static Style of(PrintStream out, OptionalInt terminal, Map<String, String> environment) {
        // no-color.org: present and not empty
        boolean unwanted =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        boolean signs = out.charset().newEncoder().canEncode('✗');
        return new Style(terminal.isPresent() && !unwanted, signs, width(terminal.orElse(0)));
    }

    private static int width(int columns) {
        return columns == 0 ? USUAL_WIDTH : Math.clamp(columns, NARROWEST, WIDEST);
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

    /// Between two links of the chain.
    String joint() {
        return grey(signs ? " → " : " > ");
    }

    String bold(String text) {
        return colored("\u001b[1m", text);
    }

    String grey(String text) {
        return colored("\u001b[90m", text);
    }

    String command(String text) {
        return colored("\u001b[36m", text);
    }

    String warning(String text) {
        return colored("\u001b[33m", text);
    }

    String paint(LinkState state, String text) {
        return switch (state) {
            case OK -> colored("\u001b[32m", text);
            case WARN -> warning(text);
            case BROKEN -> colored("\u001b[1;31m", text);
            case UNKNOWN -> colored("\u001b[35m", text);
            case BLOCKED -> colored("\u001b[31m", text);
            case NOT_APPLICABLE -> grey(text);
        };
    }

    private String colored(String color, String text) {
        return colors && !text.isEmpty() ? color + text + RESET : text;
    }
}
