package io.vfleet.server.judging;

import io.vfleet.server.lists.Condition;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps verdicts true to what they are reached by, when that changes for many nodes at once.
///
/// Whoever writes verdicts [#hold]s what they were reached by; whoever changes it does so alone and
/// then asks for the nodes that it concerns. So no verdict that was reached before slips in after.
@Component
public class Judging {

    private final JudgingStore store;
    private final Catalogue catalogue;

    Judging(JudgingStore store, Catalogue catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    /// The version of the checks here.
    public String catalogue() {
        return catalogue.fingerprint();
    }

    /// What verdicts are reached by stays as it is until the caller's transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold() {
        store.lockShared();
    }

    /// Nobody writes a verdict until the caller's transaction ends; those to come are as good.
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock() {
        store.lockAlone();
    }

    /// Before the first look at what is changed.
    @Transactional(propagation = Propagation.MANDATORY)
    public void change() {
        store.lockAlone();
        store.grow();
    }

    /// Has these nodes (`n` of fleet_node) judged anew in the background; how many more wait now.
    @Transactional(propagation = Propagation.MANDATORY)
    public int ask(Condition nodes) {
        return store.ask(nodes);
    }

    /// The checks of this replica count from now on: it started last.
    @Transactional
    public void makeCurrent() {
        store.makeCurrent(catalogue());
    }

    /// Has those judged anew that were judged by other checks.
    @Transactional
    public int askOutdated() {
        return store.askOutdated(catalogue());
    }

    /// Some that wait, for the caller's transaction alone.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> claim(int most) {
        return store.claim(most);
    }

    /// The same of one; none where somebody else is at it.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> claim(UUID node) {
        return store.claim(node);
    }

    /// Some that wait, whoever is at them.
    @Transactional(readOnly = true)
    public List<UUID> waiting(int most) {
        return store.waiting(most);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void done(List<UUID> nodes) {
        store.done(nodes);
    }
}
