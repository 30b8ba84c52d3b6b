package io.vfleet.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    private static final JavaClasses SERVER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.vfleet.server");

    @Test
    void featuresUseEachOtherOnlyAlongTheArrows() {
        ApplicationModules.of(VfleetServer.class, new ImportOption.DoNotIncludeTests()).verify();
    }

    @Test
    void sqlStandsInStoresAndQueries() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Store|Queries|History|Secrets)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .because("whoever wants to know who writes a table must find one class")
                .check(SERVER);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .because("a test sets the Clock bean; nobody can set the machine's clock")
                .check(SERVER);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("standard output belongs to the command line's answers; use the log")
                .check(SERVER);
    }

    @Test
    void storesAndControllersBelongToTheirFeature() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .or()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .because("other features use a feature's own words, not its rows or routes")
                .check(SERVER);
    }

    @Test
    void rowsDoNotBecomeAnswers() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.assignableTo(Object.class)
                                .and(
                                        com.tngtech.archunit.core.domain.properties.CanBeAnnotated
                                                .Predicates.annotatedWith(
                                                jakarta.persistence.Entity.class)))
                .because("a column that is added must not appear in the API by itself")
                .check(SERVER);
    }
}
