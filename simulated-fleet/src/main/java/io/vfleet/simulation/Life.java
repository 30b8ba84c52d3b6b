package io.vfleet.simulation;

import io.vfleet.simulation.kernel.Hugepages.Pool;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.kernel.Netdev;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Lets a little happen in a fleet: now and then a link goes down for a while, hugepages are taken
/// and given back.
public final class Life implements Runnable {

    private static final int SHORTEST_PAUSE = 20;
    private static final int LONGEST_PAUSE = 60;

    private final List<SimulatedHost> hosts;
    private final SplittableRandom random;

    public Life(List<SimulatedHost> hosts, long seed) {
        this.hosts = List.copyOf(hosts);
        this.random = new SplittableRandom(seed);
    }

    /// Goes on until the thread is interrupted.
    @Override
    public void run() {
        try {
            while (true) {
                pause(SHORTEST_PAUSE, LONGEST_PAUSE);
                Kernel kernel = hosts.get(random.nextInt(hosts.size())).kernel();
                takeHugepages(kernel);
                flap(kernel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // the second management port, whose cable nobody misses
    private void flap(Kernel kernel) throws InterruptedException {
        Netdev netdev;
        synchronized (kernel) {
            netdev = kernel.cardPorts().get(1).netdev().orElseThrow();
            kernel.carrier(netdev, false);
        }
        pause(5, 15);
        synchronized (kernel) {
            kernel.carrier(netdev, true);
        }
    }

    private void takeHugepages(Kernel kernel) {
        synchronized (kernel) {
            for (Pool pool : kernel.hugepages().pools().values()) {
                int node = random.nextInt(pool.total().length);
                pool.free()[node] = random.nextLong(pool.total()[node] + 1);
            }
        }
    }

    private void pause(int from, int to) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(random.nextInt(from, to)));
    }
}
