package org.gpicl.bench.peer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Python process that answers requests, both in JSON, one a line. */
final class PeerProcess implements AutoCloseable {
  private final String python;
  private final Path errors;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /**
   * Starts a process.
   *
   * @param errors receives what it says besides its answers
   */
  PeerProcess(List<String> command, Path errors) {
    this.python = command.get(0);
    this.errors = errors;
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // The launcher limits our OpenBLAS to one thread; PyTorch is given its threads by number.
    builder.environment().keySet().removeAll(List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"));
    // As for libtorch: glibc keeps freed memory instead of returning it to the system in each step.
    builder.environment().putIfAbsent("MALLOC_MMAP_THRESHOLD_", "1073741824");
    builder.environment().putIfAbsent("MALLOC_TRIM_THRESHOLD_", "8589934592");
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new EngineException(
          "%s cannot be run; name a Python that has PyTorch with --python".formatted(python));
    }
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  JsonNode ask(Map<String, Object> request) throws PeerFailure {
    try {
      requests.write(JsonMapper.shared().writeValueAsString(request));
      requests.newLine();
      requests.flush();
    } catch (IOException ended) {
      throw died();
    }
    JsonNode answer = answer().orElseThrow(this::died);
    if (answer.has("failed")) {
      throw new PeerFailure(answer.get("failed").asString());
    }
    return answer;
  }

  /** The next answer; empty if the process has ended. */
  Optional<JsonNode> answer() {
    String line;
    try {
      line = answers.readLine();
    } catch (IOException ended) {
      return Optional.empty();
    }
    if (line == null) {
      return Optional.empty();
    }
    try {
      JsonNode answer = JsonMapper.shared().readTree(line);
      if (answer.isObject()) {
        return Optional.of(answer);
      }
    } catch (JacksonException notJson) {
      // As below.
    }
    throw new EngineException(
        "%s answered what is no JSON object: %s. Nothing more was measured."
            .formatted(python, line));
  }

  private EngineException died() {
    return new EngineException("%s ended early: %s".formatted(python, lastWords()));
  }

  /** The last line that it wrote as an error; waits for its end. */
  String lastWords() {
    try {
      process.waitFor();
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      return lines.isEmpty() ? "it did not say why" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "what it said cannot be read";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the bench was interrupted";
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
