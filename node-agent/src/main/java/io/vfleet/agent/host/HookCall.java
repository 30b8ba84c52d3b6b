package io.vfleet.agent.host;

import java.util.Map;
import java.util.TreeMap;

/// One run of a program that the people of the host put there.
///
/// @param path the host's own: `/etc/vfleet/hooks.d/10-drain`
/// @param phase its only argument
/// @param environment all there is of it
public record HookCall(String path, String phase, Map<String, String> environment) {

    public HookCall {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return path + " " + phase + " " + new TreeMap<>(environment);
    }
}
