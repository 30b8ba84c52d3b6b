package io.vfleet.agent.state;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.wire.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An agent's state directory, locked: key, node id, epoch and the journal of VF counts.
///
/// For one thread, the agent's own.
public final class AgentState implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final String NODE_ID = "nodeId ";
    private static final String SERVER_KEY = "serverKey ";

    private final DirectoryLock lock;
    private final NodeKey key;
    private final StateFile node;
    private final StateFile journal;
    private final UnsentReport unsent;
    private final StateFile report;
    private final Optional<byte[]> leftover;
    private final Path operationsJournal;
    private final ServerCa serverCa;
    private final long epoch;
    private Optional<String> nodeId;
    private List<String> serverKeys;
    private VfMemory memory;
    private boolean unsaved;

    private AgentState(Path dir, DirectoryLock lock) throws StateProblem {
        this.lock = lock;
        boolean startedBefore = Files.exists(dir.resolve("agent.key"));
        this.key = NodeKey.loadOrCreate(new StateFile(dir.resolve("agent.key")));
        this.node = new StateFile(dir.resolve("node"));
        this.journal = new StateFile(dir.resolve("journal"));
        this.operationsJournal = dir.resolve("operations");
        List<String> known = node.read().orElse(List.of());
        this.nodeId = find(known, NODE_ID);
        this.serverKeys =
                known.stream()
                        .filter(line -> line.startsWith(SERVER_KEY))
                        .map(line -> line.substring(SERVER_KEY.length()))
                        .toList();
        this.serverCa = new ServerCa(dir);
        this.epoch = Epoch.next(new StateFile(dir.resolve("epoch")), startedBefore);
        this.memory = readMemory(journal);
        this.report = new StateFile(dir.resolve("report"));
        this.unsent = new UnsentReport(report);
        this.leftover = unsent.read();
    }

    /// Takes the directory for this process, makes it when it is not there, and starts an epoch.
    public static AgentState open(Path dir) throws StateProblem {
        makePrivate(dir);
        DirectoryLock lock = DirectoryLock.take(dir);
        try {
            return new AgentState(dir, lock);
        } catch (StateProblem e) {
            lock.close();
            throw e;
        }
    }

    public NodeKey key() {
        return key;
    }

    public ServerCa serverCa() {
        return serverCa;
    }

    /// One more than at the last start, and on disk already.
    public long epoch() {
        return epoch;
    }

    public Optional<String> nodeId() {
        return nodeId;
    }

    /// The server gave this node its id.
    public void enrolled(String id) {
        nodeId = Optional.of(id);
        keepNode();
    }

    /// The keys whose commands this node obeys: X.509, Base64.
    public List<String> serverKeys() {
        return serverKeys;
    }

    /// Obeys these keys from now on, and no others.
    public void pin(List<String> keys) {
        serverKeys = List.copyOf(keys);
        keepNode();
    }

    /// Where the operations of this node are journaled.
    public Path operationsJournal() {
        return operationsJournal;
    }

    /// Compares the VF counts with the last ones; what changed is on disk when this returns.
    public Journal observe(NodeInventory inventory, Authors authors) {
        keep(memory.after(inventory, authors));
        return memory.journal();
    }

    /// The VF counts as they were seen last before this boot of the host.
    public Map<PciAddress, Integer> seenBefore(String bootId) {
        return memory.bootId().equals(Optional.of(bootId)) ? memory.beforeBoot() : memory.counts();
    }

    /// Changes the server has not acknowledged, oldest first.
    public List<Report.Change> pending() {
        return memory.pending();
    }

    public void acknowledged(List<Report.Change> sent) {
        keep(memory.acknowledged(sent));
    }

    /// The report that the agent before this one could not deliver.
    public Optional<byte[]> leftover() {
        return leftover.map(byte[]::clone);
    }

    /// Keeps a report that cannot be delivered now; it takes the place of the one before.
    public void keepReport(byte[] document) {
        try {
            unsent.keep(document);
        } catch (IOException e) {
            unwritten(report, e);
        }
    }

    /// The server has it, or will never take it.
    public void forgetReport() {
        try {
            unsent.forget();
        } catch (IOException e) {
            unwritten(report, e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    private void keepNode() {
        List<String> lines = new ArrayList<>();
        nodeId.ifPresent(id -> lines.add(NODE_ID + id));
        serverKeys.forEach(key -> lines.add(SERVER_KEY + key));
        try {
            node.write(lines);
        } catch (IOException e) {
            unwritten(node, e);
        }
    }

    private void keep(VfMemory next) {
        if (next.equals(memory) && !unsaved) {
            return;
        }
        memory = next;
        try {
            journal.write(VfMemoryText.write(memory));
            unsaved = false;
        } catch (IOException e) {
            unsaved = true;
            unwritten(journal, e);
        }
    }

    // a full disk must not silence a node: it goes on from memory and tries again at the next look
    private static void unwritten(StateFile file, IOException e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "cannot write {0}: {1}; going on without",
                file.path(),
                StateFile.reason(e));
    }

    private static Optional<String> find(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .findFirst()
                .map(line -> line.substring(word.length()));
    }

    private static VfMemory readMemory(StateFile journal) throws StateProblem {
        Optional<List<String>> lines = journal.read();
        if (lines.isEmpty()) {
            return VfMemory.NONE;
        }
        Optional<VfMemory> memory = VfMemoryText.read(lines.get());
        if (memory.isEmpty()) {
            journal.setAside("its lines are not understood");
        }
        return memory.orElse(VfMemory.NONE);
    }

    private static void makePrivate(Path dir) throws StateProblem {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        try {
            Files.createDirectories(dir);
            Files.setPosixFilePermissions(dir, ownerOnly);
        } catch (IOException e) {
            throw new StateProblem(
                    "cannot use the state directory " + dir + ": " + StateFile.reason(e));
        }
    }
}
