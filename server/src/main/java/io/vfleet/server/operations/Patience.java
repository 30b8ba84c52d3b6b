package io.vfleet.server.operations;

import io.vfleet.server.platform.ApiProblem;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long somebody wants to wait for a change.
final class Patience {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,2})s?");
    private static final int LONGEST = 60;

    private Patience() {}

    static Duration of(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        Matcher seconds = SECONDS.matcher(wait);
        if (!seconds.matches() || Integer.parseInt(seconds.group(1)) > LONGEST) {
            throw ApiProblem.invalid("wait", wait, "seconds from 0 to " + LONGEST + ", like 30s");
        }
        return Duration.ofSeconds(Integer.parseInt(seconds.group(1)));
    }
}
