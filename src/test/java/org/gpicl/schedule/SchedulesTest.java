package org.gpicl.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gpicl.schedule.ServerSchedules.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronTrigger;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/** What becomes of schedules as they are added, paused, resumed and removed. */
class SchedulesTest {
  /** Far enough away for no test to see it come. */
  private static final String IN_2090 = "cron: '0 0 2 1 1 ? 2090', zone: UTC";

  private static final String IN_2091 = "cron: '0 0 3 1 1 ? 2091', zone: UTC";
  private static final Instant THEN = Instant.parse("2090-01-01T02:00:00Z");

  private ServerSchedules server;
  private Schedules schedules;

  @BeforeEach
  void open() throws Exception {
    server = new ServerSchedules();
    schedules = server.schedules;
  }

  @AfterEach
  void close() throws SchedulerException {
    server.close();
  }

  @Test
  void aScheduleIsStoredWithWhatItRunsAndWhen() throws Exception {
    Instant next = schedules.add(sweep("nightly", IN_2090));

    assertThat(next).isEqualTo(THEN);
    assertThat(schedules.of("nightly"))
        .contains(
            new ScheduleEntry(
                "nightly",
                new Timetable.Cron(
                    "0 0 2 1 1 ? 2090", ZoneId.of("UTC"), Timetable.Missed.RUN_ONCE, Duration.ZERO),
                false,
                Optional.of(THEN),
                Optional.empty()));
    assertThat(server.trigger("nightly").getNextFireTime()).isEqualTo(THEN);
    assertThat(server.changes).containsExactly(new ScheduleChanged("nightly"));
  }

  @Test
  void aSweepWithoutAScheduleIsRefused() throws Exception {
    assertThatThrownBy(() -> schedules.add(sweep("plain", "")))
        .isInstanceOf(ScheduleException.class)
        .hasMessage(
            "sweep plain has no schedule: add to its file, or with --set, a line such as"
                + " schedule.cron=\"0 0 2 * * ?\"");
    assertThat(server.table.all()).isEmpty();
    assertThat(server.changes).isEmpty();
  }

  @Test
  void aScheduleWhoseTimesAreAllPastIsRefused() throws Exception {
    schedules.add(sweep("nightly", IN_2090));

    assertThatThrownBy(() -> schedules.add(at("0 0 2 1 1 ? 2020")))
        .isInstanceOf(ScheduleException.class)
        .hasMessage(
            "schedule.cron: 0 0 2 1 1 ? 2020 never occurs again; sweep nightly is not scheduled");
    assertThat(server.trigger("nightly").getNextFireTime()).as("the one before").isEqualTo(THEN);
  }

  /** A sweep that was read while its times were still to come. */
  private static Sweep at(String cron) {
    Sweep read = sweep("nightly", IN_2090);
    return new Sweep(
        read.name(),
        read.recipe(),
        read.swept(),
        read.search(),
        read.cells(),
        read.evaluations(),
        read.checkpoint(),
        read.execution(),
        new Timetable.Cron(cron, ZoneId.of("UTC"), Timetable.Missed.SKIP, Duration.ZERO),
        read.outputSuffix(),
        read.resolved());
  }

  @Test
  void addingAgainReplacesTheTimes() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    Instant next = schedules.add(sweep("nightly", IN_2091));

    assertThat(next).isEqualTo("2091-01-01T03:00:00Z");
    assertThat(schedules.all()).hasSize(1);
    assertThat(schedules.of("nightly").orElseThrow().next()).contains(next);
    assertThat(schedules.next("nightly", 5)).containsExactly(next);
    assertThat(server.state("nightly")).isEqualTo(Trigger.TriggerState.NORMAL);
  }

  @Test
  void aScheduleThatIsAddedAgainUnchangedStillKnowsTheTimeThatPassed() {
    schedules.add(sweep("nightly", IN_2090));
    server.jdbc.sql("UPDATE qrtz_triggers SET next_fire_time = 1").update();

    schedules.add(sweep("nightly", IN_2090));
    assertThat(schedules.of("nightly").orElseThrow().next()).contains(Instant.ofEpochMilli(1));

    schedules.add(sweep("nightly", IN_2091));
    assertThat(schedules.of("nightly").orElseThrow().next())
        .contains(Instant.parse("2091-01-01T03:00:00Z"));
  }

  @Test
  void aPausedScheduleStaysPausedWhenItIsReplaced() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    schedules.pause("nightly");
    schedules.add(sweep("nightly", IN_2091));

    assertThat(schedules.of("nightly").orElseThrow().paused()).isTrue();
    assertThat(server.state("nightly")).isEqualTo(Trigger.TriggerState.PAUSED);
  }

  @Test
  void aChangeThatFailsHalfwayChangesNeitherTable() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    server.jdbc.sql("ALTER TABLE qrtz_cron_triggers RENAME TO elsewhere").update();

    assertThatThrownBy(() -> schedules.add(sweep("nightly", IN_2091)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the scheduler failed: ");

    server.jdbc.sql("ALTER TABLE elsewhere RENAME TO qrtz_cron_triggers").update();
    assertThat(schedules.of("nightly").orElseThrow().next()).contains(THEN);
    assertThat(schedules.next("nightly", 5)).containsExactly(THEN);
    assertThat(server.changes).hasSize(1);
  }

  @Test
  void theLongestIntervalIsThatOfANightAWeekOrAWeekend() {
    assertThat(longestInterval("0 0 2 * * ?")).contains(Duration.ofDays(1));
    assertThat(longestInterval("0 0 2 ? * SUN")).contains(Duration.ofDays(7));
    assertThat(longestInterval("0 0 2 ? * MON-FRI")).contains(Duration.ofDays(3));
    assertThat(longestInterval("0 0 2 1 1 ? 2090")).isEmpty();
  }

  private static Optional<Duration> longestInterval(String expression) {
    Timetable.Cron cron =
        new Timetable.Cron(expression, ZoneId.of("UTC"), Timetable.Missed.SKIP, Duration.ZERO);
    return Schedules.longestInterval(
        new ScheduleEntry("nightly", cron, false, Optional.empty(), Optional.empty()),
        Instant.parse("2026-06-30T12:00:00Z"));
  }

  @Test
  void pausingAndResumingAreAnnounced() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    server.changes.clear();

    schedules.pause("nightly");
    assertThat(server.state("nightly")).isEqualTo(Trigger.TriggerState.PAUSED);
    assertThat(schedules.of("nightly").orElseThrow().paused()).isTrue();
    assertThat(server.changes).containsExactly(new ScheduleChanged("nightly"));

    schedules.resume("nightly");
    assertThat(server.state("nightly")).isEqualTo(Trigger.TriggerState.NORMAL);
    assertThat(schedules.of("nightly").orElseThrow().paused()).isFalse();
    assertThat(schedules.of("nightly").orElseThrow().next()).contains(THEN);
    assertThat(server.changes).hasSize(2);
  }

  @Test
  void resumingWhatIsNotPausedChangesNothing() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    server.changes.clear();
    schedules.resume("nightly");

    assertThat(server.changes).isEmpty();
    assertThat(server.state("nightly")).isEqualTo(Trigger.TriggerState.NORMAL);
  }

  @Test
  void timesThatPassDuringAPauseAreNotMadeUpFor() throws Exception {
    schedules.add(sweep("often", "cron: '0 0 2 * * ?', zone: UTC"));
    schedules.pause("often");
    server
        .jdbc
        .sql("UPDATE qrtz_triggers SET next_fire_time = ?")
        .param(Instant.parse("2020-01-01T02:00:00Z").toEpochMilli())
        .update();
    Instant resumed = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    schedules.resume("often");

    assertThat(schedules.of("often").orElseThrow().next().orElseThrow()).isAfterOrEqualTo(resumed);
  }

  @Test
  void aRemovedScheduleLeavesNothing() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    schedules.add(sweep("other", IN_2090));
    server.changes.clear();
    schedules.remove("nightly");

    assertThat(server.table.find("nightly")).isEmpty();
    assertThat(server.hasJob("nightly")).isFalse();
    assertThat(server.trigger("nightly")).isNull();
    assertThat(schedules.all()).extracting(ScheduleEntry::sweep).containsExactly("other");
    assertThat(server.changes).containsExactly(new ScheduleChanged("nightly"));
  }

  @Test
  void whatOnlyOneOfTheTwoTablesHoldsCanBeRemoved() throws Exception {
    schedules.add(sweep("onlyOurs", IN_2090));
    schedules.add(sweep("onlyQuartz", IN_2090));
    server.quartz.deleteJob(server.trigger("onlyOurs").getJobKey());
    server.table.remove("onlyQuartz");

    schedules.remove("onlyOurs");
    schedules.remove("onlyQuartz");

    assertThat(server.table.all()).isEmpty();
    assertThat(server.hasJob("onlyQuartz")).isFalse();
  }

  @Test
  void whatIsNotScheduledCanBeNeitherChangedNorShown() {
    for (var change :
        List.<ThrowingCallable>of(
            () -> schedules.remove("none"),
            () -> schedules.pause("none"),
            () -> schedules.resume("none"),
            () -> schedules.next("none", 1))) {
      assertThatThrownBy(change)
          .isInstanceOf(ScheduleException.class)
          .hasMessage(
              "sweep none is not scheduled; `gpicl schedule list` shows the sweeps that are");
    }
    assertThat(schedules.of("none")).isEmpty();
    assertThat(server.changes).isEmpty();
  }

  @Test
  void schedulesAreListedByName() throws Exception {
    schedules.add(sweep("b", IN_2090));
    schedules.add(sweep("a", IN_2091));

    assertThat(schedules.all()).extracting(ScheduleEntry::sweep).containsExactly("a", "b");
  }

  @Test
  void aScheduleWithoutATimeLeftIsStillListed() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    server.quartz.unscheduleJob(server.trigger("nightly").getKey());

    assertThat(schedules.of("nightly").orElseThrow().next()).isEmpty();
    assertThat(schedules.of("nightly").orElseThrow().paused()).isFalse();
  }

  @Test
  void theListShowsWhatHappenedAtTheLastTime() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    server.fire("nightly", THEN);

    assertThat(schedules.of("nightly").orElseThrow().last().orElseThrow().state())
        .isEqualTo(OrderTable.State.WAITING);
  }

  @Test
  void rowsThatAnotherVersionWroteOrThatHaveNoTimesAreLeftOut() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    schedules.add(sweep("other", IN_2090));
    server.table.put(sweep("plain", ""));
    server.jdbc.sql("UPDATE schedule SET resolved = 'flavour: new' WHERE sweep = 'other'").update();

    assertThat(schedules.all()).extracting(ScheduleEntry::sweep).containsExactly("nightly");
  }

  @Test
  void whatAnotherProcessChangesIsSeen() throws Exception {
    schedules.add(sweep("nightly", IN_2090));
    schedules.all();
    server.table.put(sweep("nightly", IN_2091));

    assertThat(schedules.of("nightly").orElseThrow().cron().expression())
        .isEqualTo("0 0 3 1 1 ? 2091");
  }

  @Test
  void theNextTimesAreAsManyAsAskedForAndAsThereAre() throws Exception {
    schedules.add(sweep("nightly", "cron: '0 0 2 1 1 ? 2090-2092', zone: UTC"));
    schedules.pause("nightly");

    assertThat(schedules.next("nightly", 2))
        .as("paused or not")
        .containsExactly(THEN, Instant.parse("2091-01-01T02:00:00Z"));
    assertThat(schedules.next("nightly", 9)).hasSize(3).startsWith(THEN);
    assertThat(schedules.next("nightly", 0)).isEmpty();
  }

  @Test
  void aZoneThatAnOlderProgramStoredAsGmtIsCorrected() throws Exception {
    schedules.add(sweep("east", "cron: '0 0 2 1 1 ? 2090', zone: UTC+2"));
    schedules.add(sweep("halted", "cron: '0 0 2 1 1 ? 2090', zone: UTC+2"));
    schedules.pause("halted");
    server.jdbc.sql("UPDATE qrtz_cron_triggers SET time_zone_id = 'GMT'").update();

    schedules.correctZones();

    assertThat(((CronTrigger) server.trigger("east")).getTimeZone().getRawOffset())
        .isEqualTo(Duration.ofHours(2).toMillis());
    assertThat(schedules.of("east").orElseThrow().next()).contains(THEN.minusSeconds(7200));
    assertThat(server.state("halted"))
        .as("corrected when it is resumed")
        .isEqualTo(Trigger.TriggerState.PAUSED);
    schedules.resume("halted");
    assertThat(schedules.of("halted").orElseThrow().next()).contains(THEN.minusSeconds(7200));
  }

  @Test
  void aZoneThatIsRightIsLeftAlone() throws Exception {
    schedules.add(sweep("nightly", "cron: '0 0 2 * * ?', zone: Europe/Berlin"));
    long stored = Instant.parse("2089-06-01T02:00:00Z").toEpochMilli();
    server.jdbc.sql("UPDATE qrtz_triggers SET next_fire_time = ?").param(stored).update();

    schedules.correctZones();

    assertThat(schedules.of("nightly").orElseThrow().next()).contains(Instant.ofEpochMilli(stored));
  }

  @Test
  void changesAreEventsOfTheApplication() {
    List<Object> published = new ArrayList<>();
    Schedules ofTheApplication =
        new ScheduleConfiguration()
            .schedules(
                server.quartz, server.table, server.orders, server.transactions, published::add);

    ofTheApplication.add(sweep("nightly", IN_2090));

    assertThat(published).containsExactly(new ScheduleChanged("nightly"));
  }
}
