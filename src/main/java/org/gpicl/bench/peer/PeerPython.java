package org.gpicl.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.engine.Batch;
import org.gpicl.engine.EngineException;
import org.gpicl.machine.Machine;
import org.gpicl.report.export.UntrainedModel;
import org.gpicl.sweep.Cell;
import tools.jackson.databind.JsonNode;

/** A Python that has PyTorch. */
public final class PeerPython {
  private static final String SCRIPT = "peer.py";

  private final String python;
  private final Path scratch;
  private final Path script;
  private final JsonNode facts;

  /**
   * Asks Python what its PyTorch is.
   *
   * @param python its path or name
   * @param scratch a folder for files
   * @throws EngineException if there is no PyTorch
   */
  public PeerPython(String python, Path scratch) throws IOException {
    this.python = python;
    this.scratch = scratch;
    this.script = scratch.resolve(SCRIPT);
    try (InputStream source = PeerPython.class.getResourceAsStream(SCRIPT)) {
      if (source == null) {
        throw new EngineException(
            "src/bench/python/peer.py is not part of this program: run `./gpicl bench --peer python` in a checkout.");
      }
      Files.copy(source, script);
    }
    this.facts = facts();
  }

  private JsonNode facts() {
    try (PeerProcess process = process("--facts")) {
      return process
          .answer()
          .orElseThrow(
              () ->
                  new EngineException(
                      """
                      %s cannot be compared with: %s
                      `python3 -m venv peer && peer/bin/pip install torch` gets PyTorch; then add --python peer/bin/python."""
                          .formatted(python, process.lastWords())));
    }
  }

  /** PyTorch's version, what it multiplies with, and its threads. */
  public String description() {
    return "%s, %s, %s, %s kernels, 1 and %d threads"
        .formatted(
            facts.path("torch").asString("unknown version"),
            facts.path("mkl").asBoolean()
                ? "MKL"
                : "BLAS " + facts.path("blas").asString("unknown"),
            facts.path("onednn").asBoolean() ? "oneDNN" : "no oneDNN",
            facts.path("kernels").asString("unknown"),
            Machine.cores());
  }

  /**
   * Starts a process that trains a model on one batch.
   *
   * @param threads that it computes with
   */
  public PeerTraining start(Cell cell, Batch batch, int threads) {
    try {
      Path file = Files.createTempFile(scratch, "peer", ".safetensors");
      try (OutputStream out = Files.newOutputStream(file)) {
        UntrainedModel.write(out, cell, batch);
      }
      return new PeerTraining(
          process("--serve", Integer.toString(threads)), file, cell.spec().schedule());
    } catch (IOException e) {
      throw new EngineException("%s: %s".formatted(scratch, e.getMessage()), e);
    }
  }

  /** Eager steps on one thread. */
  public Contestant eager(Cell cell, Batch batch) {
    PeerTraining training = start(cell, batch, 1);
    try {
      return training.steps(Variant.EAGER);
    } catch (PeerFailure failure) {
      training.close();
      throw new EngineException("PyTorch cannot train: " + failure.getMessage(), failure);
    }
  }

  private PeerProcess process(String... arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(arguments));
    return new PeerProcess(command, scratch.resolve("peer-errors.txt"));
  }
}
