package io.vfleet.server.operations;

import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.ListQueries;
import io.vfleet.server.lists.ListRequest;
import io.vfleet.server.platform.ApiProblem;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/// Shows operations, to some people only when they change. Nobody who waits holds a thread.
@Component
class Watchers {

    private static final ListRequest ONE = new ListRequest(1, null, null, null);

    private final ListQueries lists;
    private final ConcurrentMap<UUID, Set<Watch>> watched = new ConcurrentHashMap<>();

    Watchers(ListQueries lists) {
        this.lists = lists;
    }

    /// @param version what the watcher would see now
    private record Watch(int version, DeferredResult<OperationView> answer) {}

    OperationView require(UUID id) {
        return lists
                .page(OperationView.TABLE, ONE, Condition.of("x.id = :id", "id", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("operation", id.toString()));
    }

    DeferredResult<OperationView> get(UUID id, Duration wait) {
        OperationView now = require(id);
        var answer = new DeferredResult<OperationView>(Math.max(1, wait.toMillis()));
        if (wait.isZero() || now.state().terminal()) {
            answer.setResult(now);
            return answer;
        }
        answer.onTimeout(() -> show(id, answer));
        watch(id, new Watch(now.version(), answer));
        // what changed between the first look and now told nobody
        changed(id);
        return answer;
    }

    // what is thrown here would be answered by the container, and not as a problem
    private void show(UUID id, DeferredResult<OperationView> answer) {
        try {
            answer.setResult(require(id));
        } catch (RuntimeException e) {
            answer.setErrorResult(e);
        }
    }

    private void watch(UUID id, Watch watch) {
        watched.compute(
                id,
                (_, others) -> {
                    Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
                    all.add(watch);
                    return all;
                });
        watch.answer().onCompletion(() -> forget(id, watch));
    }

    private void forget(UUID id, Watch watch) {
        watched.computeIfPresent(
                id,
                (_, all) -> {
                    all.remove(watch);
                    return all.isEmpty() ? null : all;
                });
    }

    /// Answers those who have seen an older version.
    void changed(UUID id) {
        Set<Watch> all = watched.getOrDefault(id, Set.of());
        if (all.isEmpty()) {
            return;
        }
        OperationView now = require(id);
        all.stream()
                .filter(watch -> watch.version() != now.version())
                .forEach(watch -> watch.answer().setResult(now));
    }
}
