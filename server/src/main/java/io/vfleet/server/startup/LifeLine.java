package io.vfleet.server.startup;

import java.io.IOException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/// Ends the service when whoever started it is gone: then standard input, a pipe that only the
/// launcher writes to, reports end of file (`vfleet.stop-when-stdin-closes`).
public final class LifeLine implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (event.getEnvironment()
                .getProperty("vfleet.stop-when-stdin-closes", Boolean.class, false)) {
            Thread.ofPlatform().daemon().name("life-line").start(LifeLine::watch);
        }
    }

    private static void watch() {
        awaitEnd();
        System.exit(0);
    }

    private static void awaitEnd() {
        byte[] ignored = new byte[64];
        try {
            while (System.in.read(ignored) >= 0) {
                continue;
            }
        } catch (IOException _) {
            // a broken pipe is an end as well
            return;
        }
    }
}
