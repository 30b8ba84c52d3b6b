package io.vfleet.agent.operate;

/// What happens could not be put on disk, so it must not happen; the message is for people.
final class JournalTrouble extends Exception {

    JournalTrouble(String message) {
        super(message);
    }
}
