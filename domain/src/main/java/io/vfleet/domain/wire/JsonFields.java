package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The fields of one object and the record they become; unknown fields are skipped, any order goes.
abstract class JsonFields<T> {

    private final JsonInput in;
    private final List<Slot<?>> slots = new ArrayList<>();
    private int next;

    JsonFields(JsonInput in) {
        this.in = in;
    }

    /// Called once all fields were read.
    abstract T build() throws MalformedDocument;

    final T read() throws MalformedDocument {
        in.startObject();
        for (String name = in.nextField(); !in.atEnd(); name = in.nextField()) {
            take(name);
        }
        return build();
    }

    private void take(String name) throws MalformedDocument {
        Optional<Slot<?>> slot = find(name);
        if (slot.isEmpty()) {
            in.skip();
            return;
        }
        slot.get().read();
    }

    /// Our own writers write in the order of declaration: the search starts after the last hit.
    private Optional<Slot<?>> find(String name) {
        for (int i = 0; i < slots.size(); i++) {
            Slot<?> slot = slots.get((next + i) % slots.size());
            if (slot.named(name)) {
                next += i + 1;
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    final Slot<String> text(String name) {
        return slot(name, JsonInput.TEXT, JsonInput::text);
    }

    final Slot<Boolean> flag(String name) {
        return slot(name, JsonInput.FLAG, JsonInput::flag);
    }

    final Slot<Instant> time(String name) {
        return slot(name, JsonInput.TIME, JsonInput::time);
    }

    final Slot<PciAddress> address(String name) {
        return slot(name, JsonInput.ADDRESS, JsonInput::address);
    }

    final Slot<UUID> uuid(String name) {
        return slot(name, JsonInput.ID, JsonInput::uuid);
    }

    /// One of the words of an enum.
    final <E extends Enum<E>> Slot<E> word(String name, Class<E> words) {
        return slot(name, JsonInput.oneOf(words), value -> value.word(words));
    }

    final Slot<Integer> integer(String name) {
        return integer(name, 0, Integer.MAX_VALUE);
    }

    final Slot<Integer> integer(String name, int least, int most) {
        return slot(name, JsonInput.whole(least, most), value -> (int) value.number(least, most));
    }

    final Slot<Long> number(String name) {
        return number(name, 0, Long.MAX_VALUE);
    }

    final Slot<Long> number(String name, long least, long most) {
        return slot(name, JsonInput.whole(least, most), value -> value.number(least, most));
    }

    final Slot<List<String>> texts(String name, int most) {
        return slot(name, JsonInput.LIST, value -> value.list(most, JsonInput::text));
    }

    final Slot<Map<String, String>> labels(String name) {
        return slot(name, JsonInput.OBJECT, JsonInput::labels);
    }

    final <E> Slot<E> object(String name, Function<JsonInput, JsonFields<E>> shape) {
        return slot(name, JsonInput.OBJECT, value -> shape.apply(value).read());
    }

    final <E> Slot<List<E>> objects(
            String name, int most, Function<JsonInput, JsonFields<E>> shape) {
        return slot(
                name,
                JsonInput.LIST,
                value -> value.list(most, entry -> shape.apply(entry).read()));
    }

    private <E> Slot<E> slot(String name, String expected, JsonInput.Reading<E> reading) {
        Slot<E> slot = new Slot<>(in, name, expected, reading);
        slots.add(slot);
        return slot;
    }
}
