package sluice;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The house as it is meant to be: who may know whom. */
class LayersTest {

    /** From the top floor down; who shares a floor never meets. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("cli"),
            Set.of("bench"),
            Set.of("fleet"),
            Set.of("marketplace", "grading", "listings", "designs", "journal"),
            Set.of("change"),
            Set.of("task"),
            Set.of("plan"),
            Set.of("batch"),
            Set.of("environment"),
            Set.of("opensearch", "sftp", "image"),
            Set.of("sql"));

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
    // held here, because a logger that nobody holds forgets its level
    private static final Logger QUIET = Logger.getLogger("com.tngtech.archunit");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(PROJECT.resolve("target/classes"));

    @Test
    void aRoomKnowsOnlyTheFloorsBelow() {
        classes().should(knowOnlyTheFloorsBelow()).check(CLASSES);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("sluice.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheTaskPackageMeetsLiquibase() {
        noClasses()
                .that(resideInAPackage("sluice.task..").negate())
                .should()
                .dependOnClassesThat(resideInAPackage("liquibase.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineMeetsPicocli() {
        noClasses()
                .that(resideInAPackage("sluice.cli..").negate())
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineSpeaksToPeople() {
        noClasses()
                .that(resideInAPackage("sluice.cli..").negate())
                .should(ACCESS_STANDARD_STREAMS)
                .orShould(USE_JAVA_UTIL_LOGGING)
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .check(CLASSES);
    }

    @Test
    void aClassIsFinalOrMadeToBeExtended() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }

    @Test
    void aNameSaysWhatAClassIsFor() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(CLASSES);
    }

    @Test
    void everyPackageTellsItsJobInThreeToEightLines() throws IOException {
        for (Path folder : packages()) {
            Path told = folder.resolve("package-info.java");
            assertThat(told).exists();
            assertThat(Files.readAllLines(told).stream()
                            .filter(line -> line.startsWith(" *") || line.startsWith("/**")))
                    .as(told.toString())
                    .hasSizeBetween(3, 8);
        }
    }

    private static ArchCondition<JavaClass> knowOnlyTheFloorsBelow() {
        return new ArchCondition<>("know only their own package and the floors below") {
            @Override
            public void check(JavaClass room, ConditionEvents events) {
                for (Dependency dependency : room.getDirectDependenciesFromSelf()) {
                    String from = packageOf(room);
                    String to = packageOf(dependency.getTargetClass());
                    boolean ours = dependency.getTargetClass().getPackageName().startsWith("sluice");
                    if (ours && !from.equals(to) && floor(to) <= floor(from)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
                if (floor(packageOf(room)) < 0) {
                    events.add(SimpleConditionEvent.violated(room, room.getName() + " is on no floor"));
                }
            }
        };
    }

    /** The package below {@code sluice}; what stands in {@code sluice} itself is on no floor. */
    private static String packageOf(JavaClass room) {
        String[] names = room.getPackageName().split("\\.");
        return names.length < 2 ? "" : names[1];
    }

    private static int floor(String name) {
        return IntStream.range(0, FLOORS.size())
                .filter(floor -> FLOORS.get(floor).contains(name))
                .findFirst()
                .orElse(-1);
    }

    private static List<Path> packages() throws IOException {
        return sources(PROJECT.resolve("src/main/java")).stream()
                .map(Path::getParent)
                .distinct()
                .toList();
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            List<Path> sources = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(sources).isNotEmpty();
            return sources;
        }
    }
}
