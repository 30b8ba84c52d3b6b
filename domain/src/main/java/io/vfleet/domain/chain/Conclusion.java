package io.vfleet.domain.chain;

/// What one check says of one subject.
sealed interface Conclusion {

    Subject subject();

    /// Looked at and found in order.
    record Intact(Subject subject) implements Conclusion {}

    /// Looked at and found wanting, with proof.
    record Broken(Finding finding) implements Conclusion {
        @Override
        public Subject subject() {
            return finding.subject();
        }
    }

    /// What stands at `path` decides, and could not be read.
    record Unknown(Subject subject, String path, String reason) implements Conclusion {}

    /// Nothing to ask of this subject.
    record NotApplicable(Subject subject, String why) implements Conclusion {}

    /// What would stand at `path` cannot exist because of a declared cause; without one on the
    /// subject's path it counts as unknown.
    record Blocked(Subject subject, String path, String why) implements Conclusion {}
}
