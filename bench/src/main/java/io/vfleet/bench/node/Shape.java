package io.vfleet.bench.node;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much a node has: `8x64` is eight PFs with 64 VFs each.
public record Shape(int pfs, int vfsPerPf) {

    public static final int MOST_PFS = 15;
    public static final int MOST_VFS = 240;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})x(\\d{1,3})");

    public Shape {
        if (pfs < 0 || pfs > MOST_PFS || vfsPerPf < 0 || vfsPerPf > MOST_VFS) {
            throw new IllegalArgumentException("at most 15 PFs with 240 VFs each");
        }
    }

    public static Optional<Shape> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int pfs = Integer.parseInt(matcher.group(1));
        int vfs = Integer.parseInt(matcher.group(2));
        return pfs <= MOST_PFS && vfs <= MOST_VFS
                ? Optional.of(new Shape(pfs, vfs))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return pfs + "x" + vfsPerPf;
    }
}
