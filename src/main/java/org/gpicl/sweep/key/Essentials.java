package org.gpicl.sweep.key;

import java.util.List;

/**
 * What a section of the sweep file cannot do without: it has no defaults, so a section that lacks
 * it would be ignored.
 *
 * @param keys all of them in one section
 * @param reason what the section needs, and an example where the keys alone do not show it
 */
public record Essentials(List<Key<?>> keys, String reason) {
  /** Those of all sections that have some. */
  public static final List<Essentials> ALL =
      List.of(
          new Essentials(
              List.of(Keys.SAMPLE_COUNT),
              "a sample needs a number of points, as in sample: {count: 60}"),
          new Essentials(
              List.of(CurriculumKeys.STEPS, CurriculumKeys.EVERY),
              "a curriculum needs steps and every, and classes, tasks or both"),
          new Essentials(
              List.of(SearchKeys.AXIS, SearchKeys.BETWEEN, SearchKeys.TO),
              "a boundary needs axis, between and to"),
          new Essentials(List.of(SearchKeys.AT), "halving needs its steps, as in at: [500, 1000]"),
          new Essentials(
              List.of(ScheduleKeys.CRON),
              "a schedule needs a cron expression such as \"0 0 2 * * ?\""));

  /** The section that they are in. */
  public String section() {
    return keys.get(0).section();
  }
}
