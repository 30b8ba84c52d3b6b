package io.vfleet.agent.push;

import io.vfleet.domain.inventory.Journal.Flapping;
import java.util.List;

/// A cheap way to ask whether a host may have changed, asked every two seconds.
@FunctionalInterface
public interface ChangeSignal {

    /// Any number that differs from the last one when something changed.
    long now();

    /// What changes again and again, so that [#now] does not show every time; asked after it.
    default List<Flapping> flapping() {
        return List.of();
    }
}
