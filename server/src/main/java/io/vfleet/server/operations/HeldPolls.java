package io.vfleet.server.operations;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/// Agents that wait for commands at this replica. A held poll is an entry in a map: no thread, no
/// query; the database is asked only about nodes of which it is known that there is something.
@Component
class HeldPolls {

    private static final Logger log = LoggerFactory.getLogger(HeldPolls.class);

    private static final byte[] NOTHING = AgentJson.write(new AgentMessages.Commands(List.of()));

    /// files, database connections, people, agents between two polls
    private static final int OTHER_DESCRIPTORS = 500;

    /// so that a thousand commands at once leave the database connections to others too
    private static final int CLAIMS_AT_ONCE = 4;

    private final Delivery delivery;
    private final int most;
    private final ConcurrentMap<UUID, DeferredResult<byte[]>> held = new ConcurrentHashMap<>();
    private final Set<UUID> withWork = ConcurrentHashMap.newKeySet();
    private final Semaphore claims = new Semaphore(CLAIMS_AT_ONCE);

    HeldPolls(Delivery delivery, OperationSettings settings) {
        this.delivery = delivery;
        this.most = settings.heldPolls() > 0 ? settings.heldPolls() : byDescriptors();
    }

    private static int byDescriptors() {
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long files = system == null ? 1024 : system.getMaxFileDescriptorCount();
        return Math.clamp(files - OTHER_DESCRIPTORS, 0, 1 << 20);
    }

    boolean full() {
        return held.size() >= most;
    }

    boolean holds(UUID node) {
        return held.containsKey(node);
    }

    /// The answer to come: commands, or none when the time is over.
    DeferredResult<byte[]> hold(UUID node, Duration wait) {
        var poll = new DeferredResult<byte[]>(Math.max(1, wait.toMillis()), NOTHING);
        if (wait.isZero() || full()) {
            poll.setResult(commands(node).map(HeldPolls::answer).orElse(NOTHING));
            return poll;
        }
        poll.onCompletion(() -> held.remove(node, poll));
        DeferredResult<byte[]> older = held.put(node, poll);
        if (older != null) {
            // a node has one connection: it has given that one up
            older.setResult(NOTHING);
        }
        if (withWork.contains(node)) {
            deliverSoon(node);
        }
        return poll;
    }

    /// What can be handed over right now, of a node that does not wait here.
    Optional<Delivery.Parcel> commands(UUID node) {
        if (!withWork.remove(node)) {
            return Optional.empty();
        }
        try {
            return delivery.claim(node);
        } catch (RuntimeException e) {
            withWork.add(node);
            throw e;
        }
    }

    /// There may be something to do on the node.
    void wake(UUID node) {
        withWork.add(node);
        if (held.containsKey(node)) {
            deliverSoon(node);
        }
    }

    private void deliverSoon(UUID node) {
        Thread.ofVirtual().name("deliver").start(() -> deliver(node));
    }

    private void deliver(UUID node) {
        DeferredResult<byte[]> poll = held.remove(node);
        if (poll == null) {
            return;
        }
        claims.acquireUninterruptibly();
        try {
            Optional<Delivery.Parcel> parcel = commands(node);
            if (parcel.isEmpty()) {
                holdAgain(node, poll);
                lookAgain(node);
            } else if (!poll.setResult(answer(parcel.get()))) {
                delivery.giveBack(parcel.get().operation());
            }
        } catch (RuntimeException e) {
            log.warn("Nothing can be handed to node {} now: {}", node, e.getMessage());
            holdAgain(node, poll);
        } finally {
            claims.release();
        }
    }

    private void holdAgain(UUID node, DeferredResult<byte[]> poll) {
        boolean replaced = held.putIfAbsent(node, poll) != null;
        if (replaced) {
            poll.setResult(NOTHING);
        }
        if (poll.isSetOrExpired()) {
            held.remove(node, poll);
        }
    }

    // who woke the node while its poll was taken out found nobody to tell
    private void lookAgain(UUID node) {
        if (withWork.contains(node)) {
            deliverSoon(node);
        }
    }

    private static byte[] answer(Delivery.Parcel parcel) {
        return AgentJson.write(new AgentMessages.Commands(List.of(parcel.command())));
    }
}
