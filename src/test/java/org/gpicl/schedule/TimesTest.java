package org.gpicl.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.gpicl.sweep.Timetable;
import org.junit.jupiter.api.Test;
import org.quartz.CronTrigger;

/** When schedules fire, above all where clocks change. */
class TimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<LocalDateTime> times(String cron, ZoneId zone, String after, int count) {
    CronTrigger trigger =
        Schedules.trigger(
            "nightly", new Timetable.Cron(cron, zone, Timetable.Missed.RUN_ONCE, Duration.ZERO));
    List<LocalDateTime> times = new ArrayList<>();
    Date last = Date.from(LocalDateTime.parse(after).atZone(zone).toInstant());
    for (int k = 0; k < count; k++) {
      last = trigger.getFireTimeAfter(last);
      times.add(LocalDateTime.ofInstant(last.toInstant(), zone));
    }
    return times;
  }

  @Test
  void aNightlyRunComesEveryNightAtItsHourThroughBothChanges() {
    assertThat(times("0 0 1 * * ?", BERLIN, "2027-03-27T12:00", 3))
        .containsExactly(
            LocalDateTime.parse("2027-03-28T01:00"),
            LocalDateTime.parse("2027-03-29T01:00"),
            LocalDateTime.parse("2027-03-30T01:00"));
    assertThat(times("0 0 1 * * ?", BERLIN, "2027-10-30T12:00", 3))
        .containsExactly(
            LocalDateTime.parse("2027-10-31T01:00"),
            LocalDateTime.parse("2027-11-01T01:00"),
            LocalDateTime.parse("2027-11-02T01:00"));
  }

  @Test
  void aTimeThatTheNightLeavesOut() {
    // 02:30 on 28 March 2027 does not exist in Berlin.
    assertThat(times("0 30 2 * * ?", BERLIN, "2027-03-27T12:00", 2))
        .containsExactly(
            LocalDateTime.parse("2027-03-29T02:30"), LocalDateTime.parse("2027-03-30T02:30"));
  }

  @Test
  void aTimeThatTheNightHasTwiceIsRunOnce() {
    // 02:30 on 31 October 2027 comes twice in Berlin.
    assertThat(times("0 30 2 * * ?", BERLIN, "2027-10-30T12:00", 2))
        .containsExactly(
            LocalDateTime.parse("2027-10-31T02:30"), LocalDateTime.parse("2027-11-01T02:30"));
  }

  @Test
  void theZoneIsThatOfTheScheduleAndNotOfTheMachine() {
    Instant tokyo =
        Schedules.trigger(
                "nightly",
                new Timetable.Cron(
                    "0 0 2 * * ?", ZoneId.of("Asia/Tokyo"), Timetable.Missed.SKIP, Duration.ZERO))
            .getFireTimeAfter(Date.from(Instant.parse("2027-06-01T00:00:00Z")))
            .toInstant();
    assertThat(tokyo).isEqualTo("2027-06-01T17:00:00Z");
  }

  @Test
  void aZoneThatIsADifferenceIsNotTakenForGmt() {
    for (String zone : List.of("UTC+2", "UT-05:30", "GMT+2", "+02:00", "Etc/GMT-3", "Z", "UTC")) {
      assertThat(times("0 0 2 * * ?", ZoneId.of(zone), "2027-06-01T00:00", 1))
          .as(zone)
          .containsExactly(LocalDateTime.parse("2027-06-01T02:00"));
    }
    assertThat(Timetable.timeZone(ZoneId.of("UTC+02:00:01"))).as("seconds").isEmpty();
  }

  @Test
  void everyZoneThatASweepFileTakesIsTheSameForTheScheduler() {
    assertThat(ZoneId.getAvailableZoneIds())
        .allSatisfy(zone -> assertThat(Timetable.timeZone(ZoneId.of(zone))).isPresent());
  }

  @Test
  void whatBecomesOfMissedTimesIsAlwaysSaid() {
    for (Timetable.Missed missed : Timetable.Missed.values()) {
      CronTrigger trigger =
          Schedules.trigger(
              "nightly", new Timetable.Cron("0 0 2 * * ?", BERLIN, missed, Duration.ZERO));
      assertThat(trigger.getMisfireInstruction())
          .isEqualTo(
              missed == Timetable.Missed.SKIP
                  ? CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING
                  : CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW);
    }
  }
}
