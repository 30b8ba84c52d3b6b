package io.vfleet.agent.host;

import io.vfleet.domain.inventory.Card;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a PF's driver answered over devlink.
///
/// @param failures why something was not answered, by what was asked: `eswitch`, `info`
public record DevlinkAnswer(
        Optional<String> eswitchMode,
        List<Card.Version> versions,
        List<Card.Parameter> parameters,
        SortedMap<String, String> failures) {

    public DevlinkAnswer {
        versions = List.copyOf(versions);
        parameters = List.copyOf(parameters);
    }
}
