package org.gpicl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.cli.GpiclProcess;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose cells are chosen by results chooses the same ones however often it is killed. */
@Order(2)
@Tag("full")
class SearchesSurviveKillsIT {
  private static final String COMMON =
      """
      recipe: small
      images: {set: glyphs, size: 5, classes: 4}
      models: transformer
      evaluate: {seenTasks: 8, unseenTasks: 16}
      checkpoint: {every: 10 steps}
      workers: 2
      """;

  @TempDir Path directory;

  @Test
  void aSampleThatIsHalvedKeepsTheSameCells() throws Exception {
    killedAtEach(
        "halved",
        """
        name: halved
        tasks: [4, 16]
        hidden: 8
        transformer:
          steps: 120
          batch: 16
          length: 10
          layers: 1..2
          learningRate: log(1e-4..1e-2)
          evaluateEvery: 20
        sample: {count: 6}
        halving: {at: [20, 60], keep: 1/2, plateau: drop}
        """,
        List.of(2, 4, 6),
        List.of("results.csv", "curves.csv", "errors.csv", "transformer_log.csv"));
  }

  @Test
  void aBoundaryIsFoundWithTheSameCells() throws Exception {
    killedAtEach(
        "bisected",
        """
        name: bisected
        hidden: [4, 8]
        transformer: {steps: 60, batch: 16, length: 10, layers: 1, evaluateEvery: 20}
        boundary: {axis: tasks, between: 2^1..2^8, above: 0.27, to: 2^0.5}
        """,
        List.of(1, 3, 2),
        List.of("results.csv", "curves.csv", "errors.csv", "boundary.csv", "transformer_log.csv"));
  }

  /**
   * @param moments the trainings at whose begin each run is killed, counted from 1
   */
  private void killedAtEach(String name, String more, List<Integer> moments, List<String> files)
      throws Exception {
    Path file = Files.writeString(directory.resolve(name + ".yaml"), COMMON + more);
    Home undisturbed = new Home(directory.resolve(name + "-undisturbed"));
    GpiclProcess.start(undisturbed.root(), "run", file.toString()).mustEndWith(0);

    Home home = new Home(directory.resolve(name + "-killed"));
    int kills = 0;
    for (int moment : moments) {
      ProcessLog log = ProcessLog.ofTheNext(home);
      GpiclProcess process = GpiclProcess.start(home.root(), "run", file.toString());
      while (process.alive() && log.text().split("continues from step", -1).length <= moment) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      process.signal("KILL");
      kills += process.exit() == 0 ? 0 : 1;
    }
    // The last ones may find too little left to train.
    assertThat(kills).isGreaterThanOrEqualTo(2);
    GpiclProcess.start(home.root(), "run", file.toString()).mustEndWith(0);

    for (String one : files) {
      assertThat(Files.readString(home.sweep(name).resolve(one)))
          .as(one)
          .isEqualTo(Files.readString(undisturbed.sweep(name).resolve(one)));
    }
    assertThat(Files.readString(home.sweep(name).resolve("results.csv"))).contains("skipped");
  }
}
