package io.vfleet.server.nodes;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The node a path names by id or hostname, or the problem with that name.
@Component
public class NamedNodes {

    private final Nodes nodes;

    NamedNodes(Nodes nodes) {
        this.nodes = nodes;
    }

    public Node require(String idOrHostname) {
        return switch (nodes.find(idOrHostname)) {
            case Lookup.Found(var node) -> node;
            case Lookup.Missing() -> throw ApiProblem.notFound("node", idOrHostname);
            case Lookup.Ambiguous ambiguous -> throw ambiguous(idOrHostname, ambiguous);
        };
    }

    private static ApiProblem ambiguous(String name, Lookup.Ambiguous found) {
        return new ApiProblem(
                        ProblemType.AMBIGUOUS, "Several nodes are called '" + name + "'; use an id")
                .with("value", name)
                .with(
                        "candidates",
                        found.nodes().stream()
                                .map(node -> Map.of("id", node.id(), "hostname", node.hostname()))
                                .toList());
    }
}
