package org.gpicl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher adds to the JVM's options so that a command starts in half the time: classes in
 * an archive, and no optimising compiler for commands that are over before it would pay.
 */
final class QuickStart {
  private static final List<String> SHORT =
      List.of("status", "stop", "report", "rm", "gc", "restore", "schedule", "compare", "logs");

  private QuickStart() {}

  static List<String> options(Path jar, boolean light, String... arguments) throws IOException {
    List<String> options = new ArrayList<>();
    Path archive = archive(jar);
    if (Files.size(archive) > 0) {
      options.addAll(
          List.of(
              "-XX:SharedArchiveFile=" + archive,
              "-Xshare:auto",
              "-Xlog:cds=off",
              "-Xlog:cds+dynamic=off"));
    }
    if (light || arguments.length > 0 && SHORT.contains(arguments[0])) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    return options;
  }

  /** Made once for a jar; empty if this JVM makes none. */
  private static synchronized Path archive(Path jar) throws IOException {
    Path archive = jar.resolveSibling("gpicl-tests-" + Runtime.version().feature() + ".jsa");
    if (Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0) {
      return archive;
    }
    Path home = Files.createTempDirectory("quick-start");
    Path sweep =
        Files.writeString(
            home.resolve("trial.yaml"),
            """
            name: trial
            recipe: small
            images: {set: glyphs, size: 4, classes: 2}
            models: [mlp]
            tasks: [1]
            hidden: [2]
            mlp: {steps: 1, maxSamples: 32}
            evaluate: {maxSamples: 32}
            """);
    Path made = home.resolve("archive.jsa");
    Process trial =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + made,
                "-jar",
                jar.toString(),
                "run",
                sweep.toString(),
                "--home",
                home.resolve("home").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (trial.waitFor() != 0 || !Files.exists(made)) {
        Files.write(made, new byte[0]);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    // Two test processes may have made one each: whichever comes last, it is whole.
    Path whole = Files.createTempFile(jar.getParent(), "gpicl-tests", ".part");
    Files.copy(made, whole, StandardCopyOption.REPLACE_EXISTING);
    Files.move(whole, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return archive;
  }
}
