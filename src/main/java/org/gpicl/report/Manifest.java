package org.gpicl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Sweep;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code manifest.json}: what was computed, from what, by what, on what, when. */
final class Manifest {
  private static final String SWEEP_HASH = "sweepHash";

  private Manifest() {}

  /** The hash of the sweep that a manifest is of; empty if it is none. */
  static Optional<String> sweepHash(Path file) throws IOException {
    // Of 100,000 cells a tree of all that it has would fill the memory.
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JsonMapper.shared().createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        if (name.equals(SWEEP_HASH)) {
          return Optional.ofNullable(parser.getValueAsString());
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException notAManifest) {
      return Optional.empty();
    }
  }

  static void write(Grid grid, RunFacts facts, OutputStream out) throws IOException {
    Sweep sweep = grid.sweep();
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("sweep", sweep.name());
    manifest.put(SWEEP_HASH, sweep.hash());
    manifest.put("recipe", sweep.recipe().key());
    manifest.put("seeds", grid.seeds());
    manifest.put("numericsVersion", sweep.numerics());
    manifest.put("started", facts.started());
    manifest.put("finished", facts.finished());
    manifest.put("program", program(facts));
    manifest.put("machine", machine(facts));
    manifest.put("execution", execution(facts));
    manifest.put("imageSets", facts.imageSets().stream().map(Manifest::imageSet).toList());
    // One after the other while they are written.
    manifest.put("cells", grid.outcomes().stream().map(Manifest::cell).iterator());
    manifest.put("resolvedSweepFile", sweep.resolved());
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build()
        .writeValue(out, manifest);
    out.write('\n');
  }

  private static Map<String, Object> program(RunFacts facts) {
    Map<String, Object> program = new LinkedHashMap<>();
    program.put("name", "gpicl");
    program.put("version", facts.program().version());
    program.put("gitCommit", facts.program().gitCommit());
    return program;
  }

  private static Map<String, Object> machine(RunFacts facts) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("jdk", facts.host().jdk());
    machine.put("os", facts.host().os());
    machine.put("cpu", facts.host().cpu());
    machine.put("gpu", facts.host().gpu());
    return machine;
  }

  private static Map<String, Object> execution(RunFacts facts) {
    Map<String, Object> execution = new LinkedHashMap<>();
    execution.put("engine", facts.execution().engine());
    execution.put("engineDescription", facts.execution().description());
    execution.put("workers", facts.execution().workers());
    execution.put("threadsPerWorker", facts.execution().threadsPerWorker());
    return execution;
  }

  private static Map<String, Object> imageSet(RunFacts.ImageSetFacts facts) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", facts.name());
    set.put("source", facts.source());
    set.put("verified", facts.verified());
    set.put("sha256", new TreeMap<>(facts.sha256()));
    return set;
  }

  private static Map<String, Object> cell(CellOutcome outcome) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("key", outcome.cell().key());
    cell.put("hash", outcome.cell().hash());
    cell.put("seed", outcome.cell().seed());
    cell.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    cell.put("step", outcome.step());
    cell.put("steps", outcome.cell().spec().steps());
    cell.put("trainingSeconds", outcome.trainingSeconds());
    cell.put("provenance", outcome.provenance());
    if (!outcome.failure().isEmpty()) {
      cell.put("failure", outcome.failure());
    }
    return cell;
  }
}
