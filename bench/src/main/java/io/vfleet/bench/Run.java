package io.vfleet.bench;

import io.vfleet.bench.http.EventLoop;
import io.vfleet.bench.measure.ProcessTree;
import io.vfleet.bench.node.NodeKeys;
import io.vfleet.bench.support.Misuse;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import io.vfleet.bench.support.ScratchServer;
import java.io.IOException;

/// One run: what it needs is there before it begins and gone after it.
final class Run {

    private Run() {}

    static Result of(Options options) throws IOException, InterruptedException, Misuse, NoResult {
        FileLimit.check("this process", ProcessTree.own(), options.nodes());
        try (NodeKeys keys = NodeKeys.open(options.keys(), options.nodes())) {
            if (options.server().isPresent()) {
                return against(Target.running(options), options, keys);
            }
            return againstOwn(options, keys);
        }
    }

    private static Result againstOwn(Options options, NodeKeys keys)
            throws IOException, InterruptedException, Misuse, NoResult {
        Progress.say("starting a server of its own");
        try (ScratchServer own = ScratchServer.start(options.serverCommand())) {
            Result result = against(Target.of(own), options, keys);
            if (result.failures() > 0) {
                Progress.say("what the server's log says of it:\n" + own.complaints());
            }
            return result;
        }
    }

    private static Result against(Target target, Options options, NodeKeys keys)
            throws IOException, InterruptedException, Misuse, NoResult {
        if (target.process().isPresent()) {
            FileLimit.check("the server", target.process().get(), options.nodes());
        }
        EventLoop events = EventLoop.start();
        try {
            return new Measurement(options, target, new OnLoop(events)).of(keys);
        } finally {
            events.stop();
        }
    }
}
