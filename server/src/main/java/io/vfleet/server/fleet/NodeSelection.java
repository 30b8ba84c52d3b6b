package io.vfleet.server.fleet;

import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Says which nodes a filter of the list of nodes chooses.
@Service
public class NodeSelection {

    /// as many as a page has at most
    public static final int MOST = 500;

    private final ListQueries lists;

    NodeSelection(ListQueries lists) {
        this.lists = lists;
    }

    /// Those of the nodes, [#MOST] at most, that the filter chooses.
    public Set<UUID> of(String filter, Collection<UUID> nodes) {
        String[] ids = nodes.stream().map(UUID::toString).toArray(String[]::new);
        var among = Condition.of("n.id = any(cast(:among as uuid[]))", "among", ids);
        return lists
                .page(NodeTable.NODES, new ListRequest(MOST, null, null, filter), among)
                .items()
                .stream()
                .map(NodeView::id)
                .collect(Collectors.toSet());
    }

    /// Refuses a filter that is none.
    public void check(String filter) {
        of(filter, List.of());
    }
}
