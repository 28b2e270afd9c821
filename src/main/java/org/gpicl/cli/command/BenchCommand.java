package org.gpicl.cli.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gpicl.bench.Bench;
import org.gpicl.bench.BenchPart;
import org.gpicl.bench.Parts;
import org.gpicl.bench.section.Ledgers;
import org.gpicl.bench.timing.Yardstick;
import org.gpicl.cli.process.Application;
import org.gpicl.cli.terminal.OutputFile;
import org.gpicl.engine.EngineException;
import org.gpicl.home.Home;
import org.gpicl.job.workers.Engines;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.web.control.ExitCode;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this program on this machine. */
@Command(
    name = "bench",
    description = "Measures steps, sequences, workers, checkpoints and memory on this machine.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final String NOT_BUILT =
      "%s is not part of the program: `./gpicl bench %s` in a checkout builds what it needs.";

  @Spec private CommandSpec command;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Any of: ${COMPLETION-CANDIDATES} (default: all but device; with --peer: steps, lstm, mlp).")
  private List<BenchPart> only;

  @Option(
      names = "--widths",
      paramLabel = "H",
      split = ",",
      description = "Hidden sizes (default: ${DEFAULT-VALUE}).",
      defaultValue = "2,8,16,32,64,128,256")
  private List<Integer> widths;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Time for each contestant (default: ${DEFAULT-VALUE}).",
      defaultValue = "1.5")
  private double seconds;

  @Option(names = "--engine", paramLabel = "NAME", description = "What trains (default: vector).")
  private String engine = "vector";

  @Option(
      names = "--libtorch",
      description = "Compares with PyTorch's C++ library; the launcher downloads it, 90 MB.")
  private boolean libtorch;

  @Option(
      names = "--peer",
      paramLabel = "NAME",
      description =
          "python: compares steps with PyTorch as pip installs it, eager and compiled, in 32 bits and bf16.")
  private Peer peer;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "The Python of --peer (default: ${DEFAULT-VALUE}).",
      defaultValue = "python3")
  private String python;

  @Option(
      names = "--parts",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = ".*",
      description = "Only single kernels with JMH whose names match (default: all).")
  private String parts;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes all numbers to this file.")
  private Path json;

  /** What --peer takes. */
  private enum Peer {
    PYTHON
  }

  @Override
  public Integer call() throws Exception {
    if (parts != null) {
      ServiceLoader.load(Parts.class)
          .findFirst()
          .orElseThrow(() -> new EngineException(NOT_BUILT.formatted("JMH", "--parts")))
          .run(parts, jvmArguments());
      return ExitCode.DONE;
    }
    CommandLine line = command.commandLine();
    Set<BenchPart> wanted = wanted(line);
    Optional<Yardstick> yardstick = libtorch ? Optional.of(yardstick()) : Optional.empty();
    if (!(seconds > 0)) {
      throw new ParameterException(line, "--seconds must be more than 0");
    }
    if (widths.stream().anyMatch(width -> width < 1)) {
      throw new ParameterException(line, "--widths must be whole numbers of at least 1");
    }
    Path numbers = OutputFile.of("--json", json).orElse(null);
    new Bench(line.getOut(), line.getErr(), this::program, BenchCommand::open)
        .run(
            Engines.named(engine),
            new Bench.Request(
                wanted,
                widths,
                seconds,
                yardstick,
                Optional.ofNullable(peer).map(any -> python),
                numbers));
    return ExitCode.DONE;
  }

  private Set<BenchPart> wanted(CommandLine line) {
    if (peer == null) {
      return only == null ? BenchPart.usual() : EnumSet.copyOf(only);
    }
    if (libtorch) {
      throw new ParameterException(line, "--peer and --libtorch are two runs: use one at a time");
    }
    Set<BenchPart> wanted = only == null ? BenchPart.ofPeer() : EnumSet.copyOf(only);
    if (!BenchPart.ofPeer().containsAll(wanted)) {
      throw new ParameterException(line, "--peer compares steps, lstm and mlp, nothing else");
    }
    return wanted;
  }

  private static Yardstick yardstick() {
    return ServiceLoader.load(Yardstick.class)
        .findFirst()
        .orElseThrow(() -> new EngineException(NOT_BUILT.formatted("libtorch", "--libtorch")));
  }

  private static Ledgers.Open open(Path directory) throws IOException {
    Home home = new Home(directory);
    home.create();
    ConfigurableApplicationContext context = Application.open(home);
    return new Ledgers.Open() {
      @Override
      public CellLedger ledger() {
        return context.getBean(CellLedger.class);
      }

      @Override
      public void close() {
        context.close();
      }
    };
  }

  /** This program in a separate process, with this JVM's options and some more. */
  private List<String> program(List<String> more) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmArguments());
    line.addAll(more);
    line.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            command.root().userObject().getClass().getName()));
    return line;
  }

  private static List<String> jvmArguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }
}
