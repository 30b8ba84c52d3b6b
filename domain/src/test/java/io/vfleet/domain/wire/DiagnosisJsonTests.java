package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Confidence;
import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Evidence;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Subject;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.remedy.Fix;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisJsonTests {

    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");

    @Test
    void hasTheShapeThatScriptsRelyOn() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DiagnosisJson.write(diagnosis(), out, true);

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        """
                        {
                          "verdict": {
                            "state": "BROKEN",
                            "link": "kernel"
                          },
                          "links": [
                            {
                              "link": "kernel",
                              "state": "BROKEN",
                              "findings": [
                                {
                                  "check": "iommu-off-in-kernel",
                                  "reference": "D02",
                                  "symptom": "vf-not-isolated",
                                  "severity": "critical",
                                  "confidence": "proof",
                                  "subject": "node",
                                  "cause": "the kernel was told not to use the IOMMU",
                                  "fix": [
                                    {
                                      "command": "grubby --update-kernel=ALL --args=intel_iommu=on",
                                      "reboot": true,
                                      "destroysVfs": false,
                                      "window": true
                                    }
                                  ],
                                  "evidence": [
                                    {
                                      "path": "/proc/cmdline",
                                      "value": "ro intel_iommu=off",
                                      "expected": "intel_iommu=on"
                                    }
                                  ],
                                  "consequences": [
                                    {
                                      "link": "vfs",
                                      "check": "vf-without-group",
                                      "reference": "D09",
                                      "severity": "info",
                                      "confidence": "high",
                                      "subject": "vf 0000:81:00.2",
                                      "cause": "the VF is in no IOMMU group",
                                      "fix": [],
                                      "evidence": [
                                        {
                                          "path": "/sys/bus/pci/devices/0000:81:00.2/iommu_group",
                                          "value": "absent"
                                        }
                                      ],
                                      "consequences": []
                                    }
                                  ]
                                }
                              ],
                              "unknowns": [
                                {
                                  "check": "lockdown",
                                  "subject": "node",
                                  "path": "/sys/kernel/security/lockdown",
                                  "reason": "permission denied"
                                }
                              ]
                            }
                          ],
                          "physicalFunctions": [
                            {
                              "address": "0000:81:00.0",
                              "inScope": false,
                              "why": "no VFs, none wanted",
                              "verdict": {
                                "state": "NOT_APPLICABLE"
                              },
                              "links": []
                            }
                          ]
                        }
                        """);
    }

    @Test
    void isOneLineForMachines() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DiagnosisJson.write(diagnosis(), out, false);

        assertThat(out.toString(UTF_8)).startsWith("{\"verdict\":{").doesNotContain("\n");
    }

    private static Diagnosis diagnosis() {
        Diagnosis.Verdict broken =
                new Diagnosis.Verdict(LinkState.BROKEN, Optional.of(Link.KERNEL));
        Diagnosis.LinkDiagnosis kernel =
                new Diagnosis.LinkDiagnosis(
                        Link.KERNEL,
                        LinkState.BROKEN,
                        List.of(iommuOff()),
                        List.of(
                                new Unanswered(
                                        "lockdown",
                                        new Subject.Node(),
                                        "/sys/kernel/security/lockdown",
                                        "permission denied")));
        Diagnosis.PfDiagnosis pf =
                new Diagnosis.PfDiagnosis(
                        PF,
                        false,
                        "no VFs, none wanted",
                        new Diagnosis.Verdict(LinkState.NOT_APPLICABLE, Optional.empty()),
                        List.of());
        return new Diagnosis(broken, List.of(kernel), List.of(pf));
    }

    private static Finding iommuOff() {
        return new Finding(
                "iommu-off-in-kernel",
                "D02",
                Link.KERNEL,
                Optional.of(Symptom.VF_NOT_ISOLATED),
                Severity.CRITICAL,
                Confidence.PROOF,
                new Subject.Node(),
                "the kernel was told not to use the IOMMU",
                List.of(Fix.withReboot("grubby --update-kernel=ALL --args=intel_iommu=on")),
                List.of(Evidence.of("/proc/cmdline", "ro intel_iommu=off", "intel_iommu=on")),
                List.of(noGroup()));
    }

    private static Finding noGroup() {
        return new Finding(
                "vf-without-group",
                "D09",
                Link.VFS,
                Optional.empty(),
                Severity.INFO,
                Confidence.HIGH,
                new Subject.Vf(PF, PciAddress.parse("0000:81:00.2")),
                "the VF is in no IOMMU group",
                List.of(),
                List.of(Evidence.of("/sys/bus/pci/devices/0000:81:00.2/iommu_group", "absent")),
                List.of());
    }
}
