package io.vfleet.agent.host;

/// Who may change a file.
///
/// @param owner the user's number
/// @param mode its bits, those that say what it is included
public record Access(int owner, int mode) {

    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int OTHERS_WRITE = 0022;
    private static final int EXECUTE = 0100;

    /// Whether it is a file or a folder that root alone may write to.
    public boolean rootOnly() {
        int kind = mode & KIND;
        return (kind == FILE || kind == FOLDER) && owner == 0 && (mode & OTHERS_WRITE) == 0;
    }

    /// Whether it is a file that its owner may run.
    public boolean program() {
        return (mode & KIND) == FILE && (mode & EXECUTE) != 0;
    }
}
