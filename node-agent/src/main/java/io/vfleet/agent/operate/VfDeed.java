package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.List;
import java.util.Optional;

/// A change of one VF that nobody uses: put back by writing what differs from what was found.
abstract class VfDeed implements Deed {

    static final List<Gate> FREE_VF =
            List.of(
                    new DefaultRouteGate(),
                    new ServerSessionGate(),
                    new HostServicesGate(),
                    new VfsInUseGate(),
                    new PolicyGate(),
                    new HungWriterGate());

    private final OneVf vf;

    VfDeed(OneVf vf) {
        this.vf = vf;
    }

    final OneVf vf() {
        return vf;
    }

    /// What there is now, as far as it would be put back.
    VfSettings read() throws Unknowable {
        return vf.read();
    }

    /// What there shall be, where this was found.
    abstract VfSettings target(VfSettings found);

    /// Whether what was found is as wanted.
    abstract boolean is(VfSettings found);

    @Override
    public final String found() throws Unknowable {
        return RevertText.line(read());
    }

    @Override
    public final boolean wanted(String found) {
        return is(RevertText.settings(found));
    }

    @Override
    public final boolean same(String before, String now) {
        return RevertText.settings(before).since(RevertText.settings(now), 0).isEmpty();
    }

    @Override
    public final Made make(Trail trail) throws Unknowable, InterruptedException {
        return vf.set(target(read()), trail);
    }

    @Override
    public final Made putBack(String found, Trail trail) throws Unknowable, InterruptedException {
        return vf.set(RevertText.settings(found), trail);
    }

    @Override
    public final Optional<String> obstacle() throws Unknowable {
        return vf.users().map(users -> "it is in use, " + users);
    }
}
