package io.vfleet.agent.doctor;

import java.util.regex.Pattern;

/// Lines of a limited width; colors take none of it.
final class Page {

    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final int width;
    private final StringBuilder text = new StringBuilder();

    Page(int width) {
        this.width = width;
    }

    void gap() {
        text.append('\n');
    }

    /// A line that is never broken: there to be copied.
    void line(int indent, String words) {
        text.append(" ".repeat(indent)).append(words.stripTrailing()).append('\n');
    }

    /// Prose; what does not fit goes on under `hang`.
    void wrapped(int indent, int hang, String words) {
        int at = indent;
        StringBuilder line = new StringBuilder();
        int taken = 0;
        for (String word : words.split(" ")) {
            int length = length(word);
            if (taken > 0 && at + taken + length > width) {
                line(at, line.toString());
                line.setLength(0);
                taken = 0;
                at = hang;
            }
            line.append(word).append(' ');
            taken += length + 1;
        }
        line(at, line.toString());
    }

    boolean fits(int indent, String words) {
        return indent + length(words) <= width;
    }

    private static int length(String words) {
        return COLOR.matcher(words).replaceAll("").length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
