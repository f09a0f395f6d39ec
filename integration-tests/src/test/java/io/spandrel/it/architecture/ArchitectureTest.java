package io.spandrel.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may use whom, and what nobody may use. */
class ArchitectureTest {

    private static final String[] MODULES = {
        "io.spandrel.configuration..", "io.spandrel.eviction..", "io.spandrel.grid..", "io.spandrel.console.."
    };
    private static final String ADAPTER = "io.spandrel..infinispan..";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(
                    "io.spandrel.configuration", "io.spandrel.eviction", "io.spandrel.grid", "io.spandrel.console");

    @Test
    void modules_dependOnlyOnThoseBeforeThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("configuration")
                .definedBy("io.spandrel.configuration..")
                .layer("eviction")
                .definedBy("io.spandrel.eviction..")
                .layer("grid")
                .definedBy("io.spandrel.grid..")
                .layer("console")
                .definedBy("io.spandrel.console..")
                .whereLayer("configuration")
                .mayNotAccessAnyLayer()
                .whereLayer("eviction")
                .mayOnlyAccessLayers("configuration")
                .whereLayer("grid")
                .mayOnlyAccessLayers("configuration", "eviction")
                .check(PRODUCT);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.spandrel.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void infinispanInternals_onlyInAdapters() {
        noClasses()
                .that(resideInAnyPackage(MODULES).and(not(resideInAPackage(ADAPTER))))
                .and(not(resideInAPackage("io.spandrel.configuration..")))
                .should()
                .dependOnClassesThat(InfinispanApi.internal())
                .check(PRODUCT);
    }

    @Test
    void configuration_usesNothingOfInfinispanButItsApiAndItsConfiguration() {
        noClasses()
                .that(resideInAPackage("io.spandrel.configuration..").and(not(resideInAPackage(ADAPTER))))
                .should()
                .dependOnClassesThat(InfinispanApi.internal()
                        .and(not(resideInAnyPackage(
                                "org.infinispan.configuration..", "org.infinispan.commons.configuration.."))))
                .check(PRODUCT);
    }

    @Test
    void time_comesInFromOutside() {
        noClasses()
                .that(resideInAnyPackage("io.spandrel.eviction..", "io.spandrel.grid..")
                        .and(not(resideInAPackage(ADAPTER))))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(PRODUCT);
    }

    @Test
    void threads_areMadeInAdaptersOnly() {
        noClasses()
                .that(resideInAnyPackage("io.spandrel.eviction..", "io.spandrel.grid..")
                        .and(not(resideInAPackage(ADAPTER))))
                .should()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(PRODUCT);
    }

    @Test
    void output_goesThroughTheLog() {
        noClasses()
                .that(resideInAnyPackage(MODULES).and(not(aCommand())))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(PRODUCT);
    }

    @Test
    void packages_showLessThanTheyHide() {
        var shares = new TreeMap<>(PRODUCT.stream()
                .filter(ArchitectureTest::isWritten)
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        Collectors.averagingInt(type -> type.getModifiers().contains(JavaModifier.PUBLIC) ? 100 : 0))));
        List<JavaClass> written =
                PRODUCT.stream().filter(ArchitectureTest::isWritten).toList();
        double share = written.stream()
                .mapToInt(type -> type.getModifiers().contains(JavaModifier.PUBLIC) ? 100 : 0)
                .average()
                .orElse(0);

        assertThat(share)
                .as("public top-level types, %%; by package: %s", shares)
                .isLessThan(60);
    }

    /** A program that is started from the command line, and answers there. */
    private static DescribedPredicate<JavaClass> aCommand() {
        return DescribedPredicate.describe(
                "a command", type -> type.tryGetMethod("main", String[].class).isPresent());
    }

    /** Whether a type stands in a file of its own that somebody wrote. */
    private static boolean isWritten(JavaClass type) {
        return !type.getName().contains("$")
                && !type.getSimpleName().equals("package-info")
                && !type.getSimpleName().endsWith("Impl");
    }
}
