package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.List;
import java.util.Optional;

/// One change of a kind that can be undone by setting back what was there: what it finds, makes and
/// puts back. [DeedExecution] says when.
interface Deed {

    /// The gates that are asked right before it, in the order in which their answers are told.
    List<Gate> gates();

    /// How things are, in one line: kept on disk before anything is written, to put them back by.
    String found() throws Unknowable;

    /// Whether things that were found like this are as wanted.
    boolean wanted(String found);

    /// Makes it so; what the kernel does not take is an error of the trail.
    Made make(Trail trail) throws Unknowable, InterruptedException;

    /// Whether nothing differs that would be put back.
    default boolean same(String before, String now) {
        return before.equals(now);
    }

    /// Why it must not be put back now; empty where it may.
    default Optional<String> obstacle() throws Unknowable {
        return Optional.empty();
    }

    /// Sets things back to what was found.
    Made putBack(String found, Trail trail) throws Unknowable, InterruptedException;

    /// What there is when it is made, as a sentence.
    String words();

    /// What came of a write.
    sealed interface Made {

        /// The kernel took it; whether it did it is to be read back.
        record Taken() implements Made {}

        record Refused(String why) implements Made {}

        /// No answer: nothing more may be touched.
        record Hung(String why) implements Made {}
    }
}
