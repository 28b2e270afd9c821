package org.gpicl.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.gpicl.cli.GpiclProcess;
import org.gpicl.home.Home;

/**
 * A sweep and how it is to be killed.
 *
 * @param text its file
 * @param light whether it is over before an optimising compiler would pay
 * @param interval steps between two checkpoints; 0 if they are made by the clock
 * @param stages one after the other, each to its end
 */
record CrashSweep(String name, String text, boolean light, long interval, List<Stage> stages) {

  GpiclProcess start(Home home, List<String> arguments) throws IOException {
    String[] words = arguments.toArray(String[]::new);
    return light
        ? GpiclProcess.startLight(home.root(), Map.of(), words)
        : GpiclProcess.start(home.root(), words);
  }

  /**
   * A command that is given until it ends by itself.
   *
   * @param settings what is added to the sweep
   * @param aims how many kills are aimed at each phase
   */
  record Stage(List<String> settings, Map<Phase, Integer> aims) {

    /** Phases in the order of a run, but starts anywhere between. */
    List<Phase> order(RandomGenerator random) {
      List<Phase> order = new ArrayList<>();
      new EnumMap<>(aims)
          .forEach(
              (phase, kills) -> {
                if (phase != Phase.START_UP && phase != Phase.PLAN) {
                  order.addAll(Collections.nCopies(kills, phase));
                }
              });
      int first = order.indexOf(Phase.FIRST_START) + 1;
      for (Phase anywhere : List.of(Phase.START_UP, Phase.PLAN)) {
        for (int k = 0; k < aims.getOrDefault(anywhere, 0); k++) {
          order.add(first + random.nextInt(order.size() + 1 - first), anywhere);
        }
      }
      return order;
    }
  }

  /** Everything that was added by the end. */
  List<String> settingsAtTheEnd() {
    return stages.get(stages.size() - 1).settings();
  }
}
