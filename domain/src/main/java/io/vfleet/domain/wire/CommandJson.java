package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// [Command] as JSON, and signed ones around it. The writer's bytes are what is signed: same
/// command, same bytes.
final class CommandJson extends JsonFields<Command> {

    /// Most commands in one answer.
    static final int MOST = 64;

    private static final int MOST_OVERRIDES = 64;
    private static final int MOST_VFS = 0xffff;

    private final Slot<UUID> id = uuid("id");
    private final Slot<OperationKind> kind = word("kind", OperationKind.class);
    private final Slot<String> nodeId = text("nodeId");
    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Integer> numVfs = integer("numVfs", 0, MOST_VFS);
    private final Slot<Integer> expectedNumVfs = integer("expectedNumVfs", 0, MOST_VFS);
    private final Slot<CommandChangeJson> change = object("change", CommandChangeJson::new);
    private final Slot<Long> generation = number("generation");
    private final Slot<Instant> deadline = time("deadline");
    private final Slot<List<String>> overrides = texts("overrides", MOST_OVERRIDES);
    private final Slot<String> by = text("by");
    private final Slot<Instant> notBefore = time("notBefore");

    CommandJson(JsonInput in) {
        super(in);
    }

    @Override
    Command build() throws MalformedDocument {
        Change what = change(kind.required());
        return new Command(
                id.required(),
                what,
                nodeId.required(),
                generation.required(),
                deadline.required(),
                Set.copyOf(overrides.or(List.of())),
                new Command.Origin(by.optional(), notBefore.optional()));
    }

    private Change change(OperationKind wanted) throws MalformedDocument {
        return switch (wanted) {
            case RESIZE_VFS ->
                    new Change.ResizeVfs(
                            pf.required(), numVfs.required(), optionalInt(expectedNumVfs));
            case SET_VF -> change.required().setVf(pf.required());
            case BIND_VF_DRIVER -> change.required().bindVfDriver(pf.required());
            case SET_AUTOPROBE -> change.required().setAutoprobe(pf.required());
            case RECHECK -> new Change.Recheck();
        };
    }

    static void write(JsonOutput out, Command command) {
        Change change = command.change();
        out.text("id", command.id().toString());
        out.text("kind", command.kind().name());
        out.text("nodeId", command.nodeId());
        command.pf().ifPresent(pf -> out.address("pf", pf));
        out.number("numVfs", change.count());
        out.number("expectedNumVfs", expected(change));
        out.object("change", detailed(change), CommandChangeJson::write);
        out.number("generation", command.generation());
        out.time("deadline", command.deadline());
        out.texts("overrides", command.overrides().stream().sorted().toList());
        out.text("by", command.origin().by());
        command.origin().notBefore().ifPresent(begin -> out.time("notBefore", begin));
    }

    private static OptionalInt expected(Change change) {
        return change instanceof Change.ResizeVfs(var _, var _, var expected)
                ? expected
                : OptionalInt.empty();
    }

    // what the first agents knew is written as they knew it
    private static Optional<Change> detailed(Change change) {
        boolean plain = change.count().isPresent() || change instanceof Change.Recheck;
        return plain ? Optional.empty() : Optional.of(change);
    }

    static void writeSigned(JsonOutput out, AgentMessages.SignedCommand command) {
        out.text("payload", command.payload());
        out.text("signature", command.signature());
    }

    static void write(JsonOutput out, AgentMessages.Commands message) {
        out.objects("commands", message.commands(), CommandJson::writeSigned);
    }

    /// What can be read of a command of a kind that came later.
    static final class OfAnyKind extends JsonFields<AgentMessages.UnknownCommand> {

        private final Slot<UUID> id = uuid("id");
        private final Slot<String> kind = text("kind");
        private final Slot<String> nodeId = text("nodeId");

        OfAnyKind(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.UnknownCommand build() throws MalformedDocument {
            return new AgentMessages.UnknownCommand(
                    id.required(), kind.required(), nodeId.required());
        }
    }

    /// [AgentMessages.SignedCommand] as JSON.
    static final class Signed extends JsonFields<AgentMessages.SignedCommand> {

        private final Slot<String> payload = text("payload");
        private final Slot<String> signature = text("signature");

        Signed(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.SignedCommand build() throws MalformedDocument {
            return new AgentMessages.SignedCommand(payload.required(), signature.required());
        }
    }

    /// [AgentMessages.Commands] as JSON.
    static final class Several extends JsonFields<AgentMessages.Commands> {

        private final Slot<List<AgentMessages.SignedCommand>> commands =
                objects("commands", MOST, Signed::new);

        Several(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.Commands build() throws MalformedDocument {
            return new AgentMessages.Commands(commands.required());
        }
    }
}
