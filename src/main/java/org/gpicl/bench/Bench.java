package org.gpicl.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gpicl.bench.peer.PeerPython;
import org.gpicl.bench.section.CheckpointBench;
import org.gpicl.bench.section.CoreBench;
import org.gpicl.bench.section.DeviceBench;
import org.gpicl.bench.section.Ledgers;
import org.gpicl.bench.section.PeerBench;
import org.gpicl.bench.section.SequenceBench;
import org.gpicl.bench.section.ShardBench;
import org.gpicl.bench.section.StepBench;
import org.gpicl.bench.section.SweepBench;
import org.gpicl.bench.section.WorkerBench;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.StepTimes;
import org.gpicl.bench.timing.Yardstick;
import org.gpicl.engine.Engine;
import org.gpicl.machine.Machine;
import tools.jackson.databind.json.JsonMapper;

/** Runs the requested measurements one by one, and reports them as tables and as JSON. */
public final class Bench {
  private static final String PEER = "PyTorch";

  private final PrintWriter out;
  private final PrintWriter err;
  private final UnaryOperator<List<String>> program;
  private final Ledgers ledgers;

  /**
   * What to measure.
   *
   * @param parts the parts to measure
   * @param widths hidden sizes of the models
   * @param seconds for each contestant
   * @param yardstick the library to compare with, if any
   * @param python the Python whose PyTorch to compare steps with, if any: then nothing but steps is
   *     measured
   * @param json the JSON file to write, or null
   */
  public record Request(
      Set<BenchPart> parts,
      List<Integer> widths,
      double seconds,
      Optional<Yardstick> yardstick,
      Optional<String> python,
      Path json) {}

  /**
   * Sets up measurements.
   *
   * @param out receives the tables
   * @param err receives progress messages
   * @param program the command line that starts this program, without its arguments, from further
   *     options of the JVM
   * @param ledgers opens databases
   */
  public Bench(
      PrintWriter out, PrintWriter err, UnaryOperator<List<String>> program, Ledgers ledgers) {
    this.out = out;
    this.err = err;
    this.program = program;
    this.ledgers = ledgers;
  }

  /**
   * Measures, and prints each table as soon as it is complete.
   *
   * @throws IOException if the JSON file cannot be written, before anything is measured
   */
  public void run(Engine engine, Request request) throws IOException {
    Path scratch = Files.createTempDirectory("gpicl-bench");
    try (Writer json =
        request.json() == null ? Writer.nullWriter() : Files.newBufferedWriter(request.json())) {
      Setting setting =
          new Setting(
              engine,
              request.yardstick(),
              request.widths(),
              request.seconds(),
              scratch,
              program,
              err);
      Map<String, String> facts = Surroundings.of(setting);
      Optional<PeerPython> peer = Optional.empty();
      if (request.python().isPresent()) {
        peer = Optional.of(new PeerPython(request.python().get(), scratch));
        facts.put(PEER, peer.get().description());
      }
      facts.forEach((name, fact) -> out.println(name + ": " + fact));
      out.println();
      setting
          .yardstick()
          .ifPresent(
              yardstick ->
                  Agreement.check(engine, yardstick.name(), request.parts(), yardstick::steps));
      peer.ifPresent(python -> Agreement.check(engine, PEER, request.parts(), python::eager));
      List<Supplier<Section>> measures =
          peer.isPresent()
              ? againstPeer(new PeerBench(setting, peer.get()), request.parts())
              : measures(setting, request.parts());
      List<Map<String, Object>> sections = new ArrayList<>();
      for (Supplier<Section> measure : measures) {
        Section section = measure.get();
        out.println(section.text());
        sections.add(section.json());
      }
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("surroundings", facts);
      all.put("sections", sections);
      JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(json, all);
    } finally {
      remove(scratch);
    }
  }

  private List<Supplier<Section>> measures(Setting setting, Set<BenchPart> parts) {
    StepTimes times = new StepTimes(setting);
    StepBench steps = new StepBench(setting, times);
    SweepBench sweeps = new SweepBench(setting);
    List<Supplier<Section>> measures = new ArrayList<>();
    if (parts.contains(BenchPart.STEPS)) {
      measures.add(steps::transformers);
    }
    if (parts.contains(BenchPart.LSTM)) {
      measures.add(steps::lstms);
    }
    if (parts.contains(BenchPart.OP_LSTM)) {
      measures.add(steps::outerProductLstms);
    }
    if (parts.contains(BenchPart.MLP)) {
      measures.add(steps::mlps);
    }
    if (parts.contains(BenchPart.SEQUENCES)) {
      measures.add(new SequenceBench(setting)::fresh);
      measures.add(new ShardBench(setting)::stored);
    }
    if (parts.contains(BenchPart.WORKERS) && Machine.cores() < 2) {
      err.println("there is only one core: two workers and two cores are not measured");
    } else if (parts.contains(BenchPart.WORKERS)) {
      measures.add(new WorkerBench(setting)::twoAgainstOne);
      measures.add(new CoreBench(setting)::twoAgainstOne);
      measures.add(sweeps::workers);
    }
    if (parts.contains(BenchPart.CHECKPOINTS)) {
      measures.add(new CheckpointBench(setting, ledgers, times)::checkpoints);
    }
    if (parts.contains(BenchPart.MEMORY)) {
      measures.add(sweeps::memory);
    }
    if (parts.contains(BenchPart.DEVICE)) {
      measures.add(new DeviceBench(setting)::steps);
    }
    return measures;
  }

  private static List<Supplier<Section>> againstPeer(PeerBench steps, Set<BenchPart> parts) {
    List<Supplier<Section>> measures = new ArrayList<>();
    if (parts.contains(BenchPart.STEPS)) {
      measures.addAll(steps.transformers());
    }
    if (parts.contains(BenchPart.LSTM)) {
      measures.addAll(steps.lstms());
    }
    if (parts.contains(BenchPart.MLP)) {
      measures.addAll(steps.mlps());
    }
    return measures;
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
