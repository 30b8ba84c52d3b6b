package io.vfleet.domain.wire;

/// Which texts every reader and store can hold: PostgreSQL refuses NUL, UTF-8 half a surrogate
/// pair.
final class Text {

    private static final int REPLACEMENT = 0xfffd;

    private Text() {}

    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == 0 || Character.isSurrogate(at)) {
                return text.codePoints().allMatch(Text::storable);
            }
        }
        return true;
    }

    /// The text with U+FFFD where it could not be stored.
    static String madeStorable(String text) {
        if (storable(text)) {
            return text;
        }
        StringBuilder made = new StringBuilder(text.length());
        text.codePoints().map(at -> storable(at) ? at : REPLACEMENT).forEach(made::appendCodePoint);
        return made.toString();
    }

    private static boolean storable(int codePoint) {
        return codePoint != 0
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
