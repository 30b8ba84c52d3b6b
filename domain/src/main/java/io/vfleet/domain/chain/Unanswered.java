package io.vfleet.domain.chain;

/// A question a check could not answer, and the path and reason why.
public record Unanswered(String check, Subject subject, String path, String reason) {}
