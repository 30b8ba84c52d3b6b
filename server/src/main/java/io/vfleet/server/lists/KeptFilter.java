package io.vfleet.server.lists;

import io.vfleet.server.platform.ApiProblem;

/// A filter that is not of a request but kept, and stands in statements beside others.
public final class KeptFilter {

    private KeptFilter() {}

    /// @param field whose value it is, for whoever gave a wrong one
    /// @param prefix of its parameters' names
    public static Condition parse(String text, ListTable<?> table, String field, String prefix) {
        try {
            return Filter.parse(text, table, prefix);
        } catch (ApiProblem problem) {
            throw problem.with("field", field);
        }
    }
}
