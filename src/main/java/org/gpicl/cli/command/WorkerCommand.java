package org.gpicl.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.gpicl.cli.process.UsageException;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.cli.terminal.WorkerProcess;
import org.gpicl.home.Home;
import org.gpicl.job.cluster.WorkerOptions;
import org.gpicl.machine.Machine;
import org.gpicl.sweep.type.QuantityTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains cells of sweeps that run elsewhere. */
@Command(
    name = "worker",
    description =
        "Trains cells of whatever sweeps run with `--on workers` in a PostgreSQL database, until it is ended.",
    mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Images images;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "The database, such as jdbc:postgresql://HOST/NAME (default: $SPRING_DATASOURCE_URL).")
  private String database;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What trains, whatever the sweeps' files say: vector, nd4j, libtorch or auto.")
  private String engine;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Cells trained at a time on the processor (default: one per core).")
  private Integer workers;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description = "Ends when there has been nothing to train for so long, such as 5m.")
  private String idle;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Ends with checkpoints when a local time of day comes, such as 06:30.")
  private String until;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Ends when it has trained so many cells, or parts of them.")
  private Integer cells;

  @Override
  public Integer call() throws Exception {
    WorkerOptions options = options();
    Home home = homeOptions.home();
    Map<String, Object> settings = new HashMap<>();
    if (database != null) {
      settings.put("spring.datasource.url", database);
    }
    return new WorkerProcess(home, images.library(home, System.err), System.out, System.err)
        .run(options, settings);
  }

  private WorkerOptions options() {
    return new WorkerOptions(
        Optional.ofNullable(engine),
        workers == null ? Machine.cores() : positive("--workers", workers),
        Optional.ofNullable(idle).map(WorkerCommand::duration),
        Optional.ofNullable(until).map(WorkerCommand::moment),
        cells == null ? OptionalInt.empty() : OptionalInt.of(positive("--cells", cells)));
  }

  private static int positive(String option, int number) {
    if (number < 1) {
      throw new UsageException("%s %d: it has to be 1 or more".formatted(option, number));
    }
    return number;
  }

  private static Duration duration(String text) {
    return QuantityTypes.parseAge(text)
        .orElseThrow(
            () ->
                new UsageException(
                    "--idle %s is not a time such as 90s, 5m or 2h".formatted(text)));
  }

  /** The next one: today, or tomorrow if the time of day has passed. */
  private static Instant moment(String text) {
    try {
      LocalTime time = LocalTime.parse(text);
      ZonedDateTime now = ZonedDateTime.now();
      ZonedDateTime today = now.with(time);
      return (today.isAfter(now) ? today : now.plusDays(1).with(time)).toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException("--until %s is not a time of day such as 06:30".formatted(text));
    }
  }
}
