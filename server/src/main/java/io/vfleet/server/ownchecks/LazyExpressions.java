package io.vfleet.server.ownchecks;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// CEL's parser and types take memory; they are made when the first own check is read.
@Component
class LazyExpressions implements Supplier<Expressions> {

    private static final class Holder {
        static final Expressions ALL = new Expressions();
    }

    @Override
    public Expressions get() {
        return Holder.ALL;
    }
}
