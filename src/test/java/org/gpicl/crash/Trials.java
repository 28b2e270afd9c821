package org.gpicl.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gpicl.RealImages;
import org.gpicl.home.Home;

/** Runs sweeps undisturbed, once, and killed, as often as wanted, and compares. */
final class Trials {
  private final Path directory;
  private final CrashSummary summary;
  private final Map<String, Undisturbed> undisturbed = new HashMap<>();

  private record Undisturbed(Home home, ProcessLog log) {}

  Trials(Path directory, CrashSummary summary) {
    this.directory = directory;
    this.summary = summary;
  }

  private static List<String> options(CrashSweep sweep) {
    return (sweep.text() + sweep.settingsAtTheEnd()).contains("mnist")
        ? List.of("--data", RealImages.folder().toString(), "--offline")
        : List.of();
  }

  /** Kills a sweep as planned, runs it to its end, and holds it against the undisturbed one. */
  void run(CrashSweep sweep, long seed) throws Exception {
    Path file = Files.writeString(directory.resolve(sweep.name() + ".yaml"), sweep.text());
    Undisturbed calm = undisturbed.get(sweep.name());
    if (calm == null) {
      calm = undisturbed(sweep, file);
      undisturbed.put(sweep.name(), calm);
    }
    Home home = new Home(directory.resolve(sweep.name() + "-killed-" + seed));
    new KilledSweep(
            sweep,
            file,
            options(sweep),
            home,
            new Pace(calm.log(), sweep),
            new SplittableRandom(seed),
            summary)
        .run();
    new SameEnd(calm.home(), home, sweep.name()).check();
    summary.same(
        sweep, calm.log().beginnings().stream().mapToLong(ProcessLog.Beginning::steps).sum());
  }

  private Undisturbed undisturbed(CrashSweep sweep, Path file) throws Exception {
    Home home = new Home(directory.resolve(sweep.name() + "-undisturbed"));
    ProcessLog log = ProcessLog.ofTheNext(home);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(options(sweep));
    for (String setting : sweep.settingsAtTheEnd()) {
      arguments.addAll(List.of("--set", setting));
    }
    sweep.start(home, arguments).mustEndWith(0);
    return new Undisturbed(home, log);
  }
}
