package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelCommandLine.Argument;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What can be done about a port that merges groups. Groups are made at boot, and no argument of
/// the upstream kernel can make up a missing capability.
final class AcsFixes {

    private AcsFixes() {}

    static List<Fix> of(Examination host, PhysicalFunction pf, AcsHop hop) {
        return switch (hop) {
            case AcsHop.NotKnown _ -> List.of(look(pf.address()));
            case AcsHop.Fails(PciAddress port, _, _, AcsHop.Flaw flaw) ->
                    switch (flaw) {
                        case NO_CAPABILITY -> noCapability(host, pf, port);
                        case SWITCHED_OFF -> switchedOff(host, port);
                        case NO_PCIE -> List.of(look(port), otherSlot(pf));
                    };
        };
    }

    private static List<Fix> noCapability(Examination host, PhysicalFunction pf, PciAddress port) {
        String bios = "BIOS: enable ACS for the slot below " + port;
        String vm = ", or give the VM a vIOMMU and a root port with ACS (QEMU: pcie-root-port)";
        return List.of(
                look(port), Fix.withReboot(host.maybeVirtual() ? bios + vm : bios), otherSlot(pf));
    }

    private static List<Fix> switchedOff(Examination host, PciAddress port) {
        List<Fix> steps = new ArrayList<>(List.of(look(port)));
        String arguments = host.commandLine().map(AcsFixes::disabling).orElse("");
        if (!arguments.isEmpty()) {
            steps.addAll(host.bootTool().remove(arguments));
        }
        steps.add(Fix.withReboot("BIOS: enable ACS for the slot below " + port));
        return steps;
    }

    // admin-guide/kernel-parameters.txt: pci=disable_acs_redir=… and pci=config_acs=…
    private static String disabling(KernelCommandLine line) {
        return line.all("pci")
                .filter(argument -> argument.value().orElse("").matches(".*(disable|config)_acs.*"))
                .map(Argument::text)
                .collect(Collectors.joining(" "));
    }

    private static Fix look(PciAddress port) {
        return Fix.of("lspci -vv -s " + port + " | grep -e ACSCap -e ACSCtl");
    }

    private static Fix otherSlot(PhysicalFunction pf) {
        return Fix.withReboot("# move the card of " + pf.address() + " below a port with ACS");
    }
}
