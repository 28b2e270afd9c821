package org.gpicl.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gpicl.schedule.ServerSchedules.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.store.OrderTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;
import org.quartz.impl.triggers.CronTriggerImpl;

/** What a server does at a schedule's time, and about times at which there was no server. */
class ScheduledTimesTest {
  private static final String NIGHTLY = "cron: '0 0 2 * * ? 2090', zone: UTC";
  private static final Instant DUE = Instant.parse("2090-01-01T02:00:00Z");
  private static final Instant EARLIER = Instant.parse("2089-12-31T02:00:00Z");

  private ServerSchedules server;

  @BeforeEach
  void open() throws Exception {
    server = new ServerSchedules();
  }

  @AfterEach
  void close() throws SchedulerException {
    server.close();
  }

  private void misses(String sweep, Instant due) throws SchedulerException {
    CronTriggerImpl trigger = (CronTriggerImpl) server.trigger(sweep);
    trigger.setNextFireTime(due == null ? null : Date.from(due));
    server.missed.triggerMisfired(trigger);
  }

  private OrderTable.Row lastOrder() {
    return server.orders.newest(1, 0).get(0);
  }

  @Test
  void atItsTimeASweepJoinsTheQueue() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY + ", stopAfter: 5h"));
    server.fire("nightly", DUE);

    assertThat(server.queue.waiting()).hasSize(1);
    assertThat(lastOrder().state()).isEqualTo(OrderTable.State.WAITING);
    assertThat(lastOrder().order())
        .isEqualTo(
            new OrderTable.Order(
                "nightly",
                server.table.find("nightly").orElseThrow().resolved(),
                false,
                false,
                OrderTable.Origin.SCHEDULE,
                DUE,
                Duration.ofHours(5)));
  }

  @Test
  void aTimeThatComesWhileTheRunBeforeItWaitsIsSkipped() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY));
    server.fire("nightly", DUE);
    server.fire("nightly", DUE.plus(Duration.ofDays(1)));

    assertThat(server.queue.waiting()).hasSize(1);
    assertThat(lastOrder().state()).isEqualTo(OrderTable.State.SKIPPED);
  }

  @Test
  void aScheduleRemovedJustBeforeItsTimeStartsNothing() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY));
    server.table.remove("nightly");
    server.fire("nightly", DUE);

    assertThat(server.orders.newest(9, 0)).isEmpty();
  }

  @Test
  void aLateRunIsForTheTimeThatWasMissed() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY + ", missed: run-once"));
    misses("nightly", EARLIER);

    assertThat(server.orders.newest(9, 0)).as("until it fires").isEmpty();
    server.fire("nightly", DUE);
    assertThat(lastOrder().order().dueAt()).isEqualTo(EARLIER);

    server.orders.ends(lastOrder().id(), OrderTable.State.DONE, "");
    server.fire("nightly", DUE.plus(Duration.ofDays(1)));
    assertThat(lastOrder().order().dueAt())
        .as("made up for once")
        .isEqualTo(DUE.plus(Duration.ofDays(1)));
  }

  @Test
  void aMissedTimeThatIsNotMadeUpForIsRecordedAtOnce() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY + ", missed: skip"));
    misses("nightly", EARLIER);

    assertThat(lastOrder().state()).isEqualTo(OrderTable.State.MISSED);
    assertThat(lastOrder().order().dueAt()).isEqualTo(EARLIER);
    assertThat(lastOrder().message())
        .isEqualTo("no server was running at 2089-12-31T02:00:00Z, and missed times are skipped");
    assertThat(server.events).hasSize(1).first().isInstanceOf(SweepEvent.NotRun.class);
    server.fire("nightly", DUE);
    assertThat(lastOrder().order().dueAt()).as("the next run is for its own time").isEqualTo(DUE);
  }

  @Test
  void aScheduleWithoutATimeMissesNone() throws Exception {
    server.schedules.add(sweep("skips", NIGHTLY + ", missed: skip"));
    server.schedules.add(sweep("catchesUp", NIGHTLY + ", missed: run-once"));
    misses("skips", null);
    misses("catchesUp", null);

    assertThat(server.orders.newest(9, 0)).isEmpty();
    assertThat(server.missed.madeUpFor("catchesUp")).isEmpty();
  }

  @Test
  void aRemovedScheduleMissesNothing() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY + ", missed: skip"));
    server.table.remove("nightly");
    misses("nightly", EARLIER);

    assertThat(server.orders.newest(9, 0)).isEmpty();
  }

  @Test
  void aFileThatThisVersionCannotReadReachesTheHistoryThroughTheQueue() throws Exception {
    server.schedules.add(sweep("nightly", NIGHTLY + ", stopAfter: 5h"));
    server.jdbc.sql("UPDATE schedule SET resolved = 'flavour: new'").update();
    server.fire("nightly", DUE);

    assertThat(lastOrder().order().resolved()).isEqualTo("flavour: new");
    assertThat(lastOrder().order().stopAfter()).isZero();
  }

  @Test
  void theSchedulerKnowsTheListenerByItsName() throws Exception {
    server.quartz.getListenerManager().addTriggerListener(server.missed);

    assertThat(server.quartz.getListenerManager().getTriggerListener("missed-times"))
        .isSameAs(server.missed);
  }
}
