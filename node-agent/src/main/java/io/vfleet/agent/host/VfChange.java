package io.vfleet.agent.host;

/// A setting of the VF with this index; as a line `3 trust on`.
public record VfChange(int vf, VfSetting setting) {

    private static final int MOST = 0xffff;

    public VfChange {
        if (vf < 0 || vf > MOST) {
            throw new IllegalArgumentException(vf + " is no index of a VF");
        }
    }

    public String line() {
        return vf + " " + setting.text();
    }

    /// @throws IllegalArgumentException when the line is none
    public static VfChange parse(String line) {
        String[] words = line.split(" ", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("'" + line + "' is no VF and setting");
        }
        return new VfChange(Integer.parseInt(words[0]), VfSetting.parse(words[1]));
    }
}
