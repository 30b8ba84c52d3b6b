package io.vfleet.domain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.vfleet.domain", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTests {

    @ArchTest
    static final ArchRule factsAndOpinionsDoNoInputOrOutput =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..domain.inventory..",
                            "..domain.chain..",
                            "..domain.sizing..",
                            "..domain.plan..",
                            "..remedy..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..")
                    .because(
                            "the same inventory must give the same diagnosis in the agent and in"
                                    + " the server: hand in what was read, do not read here");

    @ArchTest
    static final ArchRule onlyWireKnowsJson =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..domain.wire..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                    .because("documents are written and read in domain.wire alone");

    @ArchTest
    static final ArchRule noFrameworks =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta..")
                    .because("the agent runs this code without any framework");

    @ArchTest
    static final ArchRule nobodyAsksTheTime =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("times come with the inventory, so that old reports can be re-judged");

    @ArchTest
    static final ArchRule factsHaveNoOpinions =
            noClasses()
                    .that()
                    .resideInAnyPackage("..domain.inventory..", "..domain.remedy..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..domain.chain..")
                    .because("a collector stores what the kernel said; only the chain judges");
}
