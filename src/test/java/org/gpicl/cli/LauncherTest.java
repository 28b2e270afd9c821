package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Java that does what it is told and notes what it was given. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  @TempDir Path directory;

  private Path launcher;
  private Path jdk;
  private Path home;
  private String err;

  @BeforeEach
  void copy() throws IOException {
    launcher = Files.copy(Path.of("gpicl"), directory.resolve("gpicl"));
    jdk = Files.createDirectories(directory.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    home = directory.resolve("a home");
    Files.createDirectories(home.resolve("logs"));
  }

  /** A Java whose first runs end with these commands, and every further one with 7. */
  private void java(String... ends) throws IOException {
    StringBuilder script =
        new StringBuilder("#!/bin/bash\necho \"$@\" >>'" + directory + "/given'\n");
    script.append("case $(wc -l <'").append(directory).append("/given') in\n");
    for (int k = 0; k < ends.length; k++) {
      script.append(k + 1).append(") ").append(ends[k]).append(" ;;\n");
    }
    script.append("esac\nexit 7\n");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, script.toString());
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int launch(String... arguments) throws Exception {
    return launch(Map.of(), arguments);
  }

  private int launch(Map<String, String> environment, String... arguments) throws Exception {
    Path output = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of("bash", launcher.toString()), Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().remove("GPICL_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    err = Files.readString(output);
    return process.exitValue();
  }

  private List<String> given() throws IOException {
    return Files.readAllLines(directory.resolve("given"));
  }

  private List<String> notes() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      return files
          .map(
              file -> {
                try {
                  return Files.readString(file).strip();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .sorted()
          .toList();
    }
  }

  @Test
  void aRunWhoseJvmCrashesGoesOnByItselfAndEachCrashIsNoted() throws Exception {
    java("kill -SEGV $$", "kill -ABRT $$");
    assertThat(launch("run", "a.yaml", "--failed", "--home", home.toString())).isEqualTo(7);
    assertThat(given()).hasSize(3);
    assertThat(given().get(0)).contains("run a.yaml --failed --home", "-XX:ErrorFile=" + home);
    assertThat(given().get(1)).contains("run a.yaml --home").doesNotContain("--failed");
    assertThat(notes()).containsExactly("SIGABRT", "SIGSEGV");
    assertThat(err).contains("crashed in native code (SIGSEGV)", "resumes");
  }

  @Test
  void aRunThatIsKilledIsNotBegunAgain() throws Exception {
    java("kill -KILL $$");
    assertThat(launch("resume", "a", "--home=" + home)).isEqualTo(137);
    assertThat(given()).hasSize(1);
    assertThat(notes()).isEmpty();
  }

  @Test
  void aRunThatCrashesWithoutEndIsGivenUp() throws Exception {
    java(Stream.generate(() -> "kill -BUS $$").limit(20).toArray(String[]::new));
    assertThat(launch("run", "a.yaml", "--home", home.toString())).isEqualTo(135);
    assertThat(given()).hasSize(11);
    assertThat(notes()).hasSize(11).containsOnly("SIGBUS");
  }

  @Test
  void aHomeBehindATildeAndOneWithPercentSignsGetTheirCrashReports() throws Exception {
    java("exit 0", "exit 0");
    assertThat(launch(Map.of("HOME", "/users/me"), "run", "a.yaml", "--home=~/runs")).isZero();
    assertThat(launch("run", "a.yaml", "--home", "/100%/a%p")).isZero();
    assertThat(given().get(0)).contains("-XX:ErrorFile=/users/me/runs/logs/hs_err_pid%p.log");
    assertThat(given().get(1)).contains("-XX:ErrorFile=/100%%/a%%p/logs/hs_err_pid%p.log");
  }

  @Test
  void aLocaleWithoutCharactersIsReplacedByOneThatHasThem() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "LC_ALL=C.UTF-8 locale charmap | grep -q UTF-8")
                .start()
                .waitFor()
            == 0);
    java("echo $LC_ALL; exit 0", "echo $LC_ALL; exit 0", "echo $LC_ALL; exit 0");
    for (String without : List.of("C", "POSIX", "xx_XX.UTF-8")) {
      assertThat(launch(Map.of("LC_ALL", without), "status")).isZero();
      assertThat(err.lines()).last().isEqualTo("C.UTF-8");
    }
  }

  @Test
  void otherCommandsAreNotWatched() throws Exception {
    java("kill -SEGV $$");
    assertThat(launch("status", "--home", home.toString())).isEqualTo(139);
    assertThat(given()).hasSize(1);
    assertThat(notes()).isEmpty();
  }

  /** A checkout whose build succeeds in writing what it makes. */
  private void checkout() throws IOException {
    Files.createDirectories(directory.resolve("src").resolve("main"));
    Files.writeString(directory.resolve("pom.xml"), "");
    Path maven =
        Files.writeString(
            directory.resolve("mvnw"),
            "#!/bin/bash\nmkdir -p target; echo built >target/gpicl.jar\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> target() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("target"))) {
      return files
          .map(file -> file.getFileName() + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsBuiltIsUsedWithoutWriting() throws Exception {
    checkout();
    java("exit 1", "exit 0", "exit 0");
    assertThat(launch("--version")).isZero();
    assertThat(err).contains("Building gpicl");
    Files.delete(directory.resolve("target").resolve("gpicl.lock"));
    List<String> built = target();
    Files.setLastModifiedTime(directory.resolve("target"), FileTime.fromMillis(1));

    assertThat(launch("--version")).isZero();

    assertThat(err).isEmpty();
    assertThat(target()).isEqualTo(built);
    assertThat(directory.resolve("target").toFile().lastModified()).isOne();
  }

  @Test
  void theQuickStartIsPreparedWithoutTheUsersDatabaseAndTracker() throws Exception {
    checkout();
    java("(env; pwd) >'" + directory + "/environment'; exit 1", "exit 0");
    Map<String, String> environment =
        Map.of(
            "SPRING_DATASOURCE_URL",
            "jdbc:postgresql://lab/gpicl",
            "GPICL_MLFLOW_URI",
            "http://lab");
    assertThat(launch(environment, "--version")).isZero();
    assertThat(directory.resolve("environment"))
        .content()
        .contains("PATH=")
        .doesNotContain("SPRING_DATASOURCE_URL", "GPICL_MLFLOW_URI")
        .doesNotContain("\n" + System.getProperty("user.dir") + "\n");
  }

  @Test
  void aBuildThatIsNeededAsksForTheRightToWrite() throws Exception {
    checkout();
    java();
    Path target = Files.createDirectories(directory.resolve("target"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      Assumptions.assumeFalse(Files.isWritable(target), "the superuser may write everywhere");
      assertThat(launch("--version")).isEqualTo(2);
      assertThat(err).contains("has to be built", "may not write in " + target, "gpicl --version");
    } finally {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
