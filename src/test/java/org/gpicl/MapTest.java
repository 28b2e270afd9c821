package org.gpicl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the map of docs/architecture.md true. */
@AnalyzeClasses(packages = "org.gpicl", importOptions = ImportOption.DoNotIncludeTests.class)
class MapTest {

  @ArchTest
  static final ArchRule packagesUseOnlyThoseBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.gpicl..")
          .layer("cli")
          .definedBy("org.gpicl.cli..")
          .layer("web")
          .definedBy("org.gpicl.web..")
          .layer("schedule")
          .definedBy("org.gpicl.schedule..")
          .layer("doctor")
          .definedBy("org.gpicl.doctor..")
          .layer("logs")
          .definedBy("org.gpicl.logs..")
          .layer("bench")
          .definedBy("org.gpicl.bench..")
          .layer("job")
          .definedBy("org.gpicl.job..")
          .layer("report")
          .definedBy("org.gpicl.report..")
          .layer("metrics")
          .definedBy("org.gpicl.metrics..")
          .layer("store")
          .definedBy("org.gpicl.store..")
          .layer("sweep")
          .definedBy("org.gpicl.sweep..")
          .layer("engine")
          .definedBy("org.gpicl.engine..")
          .layer("model")
          .definedBy("org.gpicl.model..")
          .layer("tasks")
          .definedBy("org.gpicl.tasks..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli", "doctor")
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("logs")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("schedule")
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("cli", "web", "doctor", "logs", "schedule", "bench")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli", "web", "doctor", "logs", "schedule", "bench", "job")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("cli", "web", "doctor", "logs", "schedule", "bench", "job")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "doctor", "logs", "schedule", "bench", "job", "report")
          .whereLayer("sweep")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "doctor", "logs", "schedule", "bench", "job", "report", "store")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers(
              "cli", "web", "doctor", "logs", "schedule", "bench", "job", "store");

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
