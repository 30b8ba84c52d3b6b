package io.vfleet.simulation.run;

import io.vfleet.simulation.SimulatedHost;
import java.util.function.Consumer;

/// A host and the agent that runs on it. The host may become another one, as if somebody had set it
/// up anew, and may be switched off; what the agent keeps on its disk stays.
final class Resident {

    private final SimulatedHost original;
    private final Consumer<SimulatedHost> agent;
    private Thread running;
    private boolean off;

    /// @param agent runs the agent of a host until its thread is interrupted
    Resident(SimulatedHost original, Consumer<SimulatedHost> agent) {
        this.original = original;
        this.agent = agent;
        this.running = on(original);
    }

    String hostname() {
        return original.hostname();
    }

    synchronized void start() {
        running.start();
    }

    /// Switches it off; returns when its agent is gone.
    void switchOff() throws InterruptedException {
        Thread before;
        synchronized (this) {
            off = true;
            before = running;
        }
        before.interrupt();
        before.join();
    }

    /// Lets it come up in another circumstance.
    ///
    /// @throws IllegalArgumentException with one line, and nothing has changed
    void comeUpIn(String circumstance) throws InterruptedException {
        comeUp(original.in(circumstance));
    }

    /// Lets it come up as it was at the beginning.
    void comeUpAsBefore() throws InterruptedException {
        comeUp(original);
    }

    /// Whether its agent runs, or will again when it is switched on.
    synchronized boolean lives() {
        return off || running.isAlive();
    }

    /// The thread of its agent.
    synchronized Thread agent() {
        return running;
    }

    private void comeUp(SimulatedHost host) throws InterruptedException {
        switchOff();
        synchronized (this) {
            off = false;
            running = on(host);
            running.start();
        }
    }

    private Thread on(SimulatedHost host) {
        return Thread.ofVirtual().name(host.hostname()).unstarted(() -> agent.accept(host));
    }
}
