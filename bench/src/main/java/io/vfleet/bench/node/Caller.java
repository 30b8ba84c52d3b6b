package io.vfleet.bench.node;

import io.vfleet.bench.http.Connection;
import io.vfleet.bench.http.Exchange;
import io.vfleet.bench.http.Reply.Answered;
import io.vfleet.bench.measure.Kind;
import io.vfleet.bench.measure.Note;
import java.util.function.Consumer;

/// A node's one connection: sends, times and judges.
final class Caller {

    private final Surroundings around;
    private final Connection connection;
    private final Consumer<Verdict.Bad<?>> failed;
    private boolean joined;

    /// @param failed what to do after an answer that is not good
    Caller(Surroundings around, Consumer<Verdict.Bad<?>> failed) {
        this.around = around;
        this.connection = new Connection(around.loop(), around.server(), around.tally());
        this.failed = failed;
    }

    /// From now on being told to come later is a failure too.
    void joined() {
        joined = true;
    }

    <T> void call(Call<T> call, String bearer, Consumer<T> next) {
        connection.send(call.request(bearer), exchange -> judge(call, exchange, next));
    }

    private <T> void judge(Call<T> call, Exchange exchange, Consumer<T> next) {
        count(call, exchange);
        switch (Verdict.of(exchange.reply(), call.good())) {
            case Verdict.Good<T>(T value) -> next.accept(value);
            case Verdict.Bad<T> bad -> refuse(call.kind(), bad);
        }
    }

    private void count(Call<?> call, Exchange exchange) {
        if (!(exchange.reply() instanceof Answered)) {
            return;
        }
        boolean poll = call.kind() == Kind.POLL;
        long held = poll ? call.held().toNanos() : 0;
        around.tally().add(call.kind(), Math.max(0, exchange.nanos() - held), exchange);
    }

    private void refuse(Kind kind, Verdict.Bad<?> bad) {
        if (!joined && bad.overload()) {
            around.tally().note(Note.THROTTLED);
        } else {
            around.tally().failed(kind, bad.reason());
        }
        failed.accept(bad);
    }

    /// A good answer whose content is wrong.
    void wrong(Kind kind, String reason) {
        around.tally().failed(kind, reason);
    }
}
