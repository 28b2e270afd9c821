package org.gpicl.job.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the commands of Slurm. */
@FunctionalInterface
interface SlurmCommands {
  /** Slurm's own clients give up earlier if the controller does not answer. */
  long PATIENCE_SECONDS = 120;

  /**
   * Runs one to its end.
   *
   * @param environment variables in addition to those of this process
   * @param input what it reads
   * @throws SlurmException if there is no such command, or it does not end
   */
  Ended run(List<String> command, Map<String, String> environment, String input)
      throws SlurmException;

  /** What a command has printed, and its exit code. */
  record Ended(int exit, String out, String err) {
    boolean well() {
      return exit == 0;
    }

    /** Slurm's reason in one line, without the names of its programs. */
    String reason() {
      String last =
          err.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> b);
      return last.replaceFirst("^(\\w+: )?((fatal|error): )?", "")
          .replaceFirst("^allocation failure: ", "");
    }
  }

  /** On this machine. */
  static SlurmCommands ofThisMachine() {
    return SlurmCommands::start;
  }

  private static Ended start(List<String> command, Map<String, String> environment, String input)
      throws SlurmException {
    Path out = null;
    Path err = null;
    try {
      out = Files.createTempFile("gpicl-slurm", ".out");
      err = Files.createTempFile("gpicl-slurm", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(SlurmCommands::isOfAnotherJob);
      builder.environment().putAll(environment);
      Process process = started(builder);
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException doesNotRead) {
        // What it did not want to know it says with its exit code.
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new SlurmException(
            "%s has not answered for %d seconds; try again once `sinfo` answers"
                .formatted(command.get(0), PATIENCE_SECONDS));
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new SlurmException("%s could not be run: %s".formatted(command.get(0), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlurmException("%s was interrupted".formatted(command.get(0)));
    } finally {
      delete(out);
      delete(err);
    }
  }

  private static Process started(ProcessBuilder builder) throws SlurmException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new SlurmException(
          "there is no `%s` here: run it where Slurm's commands are on the PATH, such as a login node"
              .formatted(builder.command().get(0)));
    }
  }

  /** A manager may itself be a job, whose variables would say wrong things about new ones. */
  private static boolean isOfAnotherJob(String variable) {
    return variable.startsWith("SLURM_")
        && !variable.startsWith("SLURM_CONF")
        && !variable.equals("SLURM_CLUSTERS")
        && !variable.equals("SLURM_JWT");
  }

  private static void delete(Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }
}
