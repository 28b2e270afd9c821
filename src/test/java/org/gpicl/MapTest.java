package org.gpicl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;

/** Keeps {@code docs/map.puml} true, and the rules of CONTRIBUTING.md that a test can hold. */
@AnalyzeClasses(packages = "org.gpicl", importOptions = ImportOption.DoNotIncludeTests.class)
@Order(2)
class MapTest {

  private static final MapFile MAP = MapFile.read();

  /** Kernels that mirror each other are best seen side by side. */
  private static final Set<String> WIDER_ROOMS = Set.of("engine.vector");

  private static final int WIDEST = 20;

  /** Each engine builds the same two networks, in a room that no other engine sees. */
  private static final Set<String> ONE_FOR_EACH_ENGINE =
      Set.of(
          "CrossEntropy",
          "LstmNetwork",
          "MlpNetwork",
          "Network",
          "OpLstmNetwork",
          "TransformerNetwork");

  /** Classes that may know each other in a circle: a sealed interface names its cases. */
  private static final List<Set<String>> SEALED =
      List.of(Set.of("ModelSpec", "MlpSpec", "TransformerSpec"));

  @ArchTest
  static void everyRoomIsOnTheMap(JavaClasses classes) {
    Set<String> rooms = Rooms.of(classes).keySet();
    assertThat(rooms).isSubsetOf(MAP.rooms());
    assertThat(MAP.rooms())
        .filteredOn(room -> !room.startsWith("engine.libtorch")) // built by its profiles only
        .isSubsetOf(rooms);
  }

  @ArchTest
  static void thePictureOfTheMapShowsEveryRoom(JavaClasses classes) throws IOException {
    String picture = Files.readString(Path.of("docs", "map.svg"));
    assertThat(MAP.rooms()).allSatisfy(room -> assertThat(picture).contains(">" + room + "<"));
  }

  @ArchTest
  static void roomsUseOnlyThoseBelowThem(JavaClasses classes) {
    assertThat(Rooms.arrows(classes))
        .filteredOn(arrow -> !MAP.allows(Rooms.room(arrow.from()), Rooms.room(arrow.to())))
        .as("what docs/map.puml does not allow")
        .isEmpty();
  }

  @ArchTest
  static void noTwoClassesNeedEachOther(JavaClasses classes) {
    assertThat(Rooms.circles(Rooms.arrows(classes)))
        .filteredOn(
            circle ->
                !SEALED.contains(
                    circle.stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.toSet())))
        .isEmpty();
  }

  @ArchTest
  static void noRoomIsAHeap(JavaClasses classes) {
    Rooms.of(classes)
        .forEach(
            (room, names) -> {
              if (!WIDER_ROOMS.contains(room)) {
                assertThat(names).as("classes of %s", room).hasSizeLessThanOrEqualTo(WIDEST);
              }
            });
  }

  @ArchTest
  static void noSimpleNameMeansTwoThings(JavaClasses classes) {
    List<String> names =
        Rooms.of(classes).values().stream()
            .flatMap(Set::stream)
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .filter(name -> !ONE_FOR_EACH_ENGINE.contains(name))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @ArchTest
  static final ArchRule whatIsComputedKnowsNothingOfSpring =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.gpicl.sweep..", "org.gpicl.tasks..", "org.gpicl.model..", "org.gpicl.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule enginesDoNotKnowEachOther =
      com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
          .matching("org.gpicl.engine.(*)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyItsEngineKnowsNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.gpicl.engine.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule onlyItsEngineAndTheBenchKnowLibtorch =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.gpicl.engine.libtorch..", "org.gpicl.bench.libtorch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.pytorch..");

  @ArchTest
  static final ArchRule sqlLivesInTheTables =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.gpicl.store..")
          .and()
          .haveNameNotMatching(".*SweepConfiguration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.jdbc..");

  @ArchTest
  static final ArchRule metersAreInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.gpicl.metrics..")
          .and()
          .haveNameNotMatching(".*SweepConfiguration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule nothingIsCalledByNothing =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule tablesAreWherePersistenceIs =
      classes()
          .that()
          .haveSimpleNameEndingWith("Table")
          .and()
          .resideInAPackage("org.gpicl.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.jdbc..");
}
