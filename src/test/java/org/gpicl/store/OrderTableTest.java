package org.gpicl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.store.OrderTable.Origin;
import org.gpicl.store.OrderTable.State;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderTableTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T15:00:00Z");

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final OrderTable orders = new OrderTable(jdbc, clock, "here");

  private static OrderTable.Order order(String sweep, Origin origin) {
    return new OrderTable.Order(sweep, "name: x", true, false, origin, null, Duration.ZERO);
  }

  private List<State> states() {
    return orders.newest(9, 0).stream().map(OrderTable.Row::state).toList();
  }

  @Test
  void anOrderIsKeptWithAllThatWasAsked() {
    OrderTable.Order asked =
        new OrderTable.Order(
            "one", "name: one", false, true, Origin.SCHEDULE, LATER, Duration.ofHours(2));
    long id = orders.add(asked, State.WAITING, "in the queue");
    assertThat(orders.find(id))
        .contains(
            new OrderTable.Row(
                id,
                asked,
                NOON,
                Optional.empty(),
                Optional.empty(),
                State.WAITING,
                "in the queue"));
    assertThat(orders.find(id + 1)).isEmpty();
  }

  @Test
  void anOrderThatIsRefusedHasEndedAtOnce() {
    long id = orders.add(order("one", Origin.PAGE), State.REFUSED, "no room");
    assertThat(orders.find(id).orElseThrow().endedAt()).contains(NOON);
  }

  @Test
  void whenItBeganFirstIsKeptAndWhatWasToldOfItsWaitingGoes() {
    long id = orders.add(order("one", Origin.PAGE), State.WAITING, "in the queue");
    orders.begins(id);
    now.set(LATER);
    orders.begins(id);
    OrderTable.Row running = orders.find(id).orElseThrow();
    assertThat(running.state()).isEqualTo(State.RUNNING);
    assertThat(running.begunAt()).contains(NOON);
    assertThat(running.message()).isEmpty();

    orders.note(id, "waits for the disk");
    assertThat(orders.find(id).orElseThrow().message()).isEqualTo("waits for the disk");
    orders.ends(id, State.HINDERED, "the disk is full");
    OrderTable.Row ended = orders.find(id).orElseThrow();
    assertThat(ended.state()).isEqualTo(State.HINDERED);
    assertThat(ended.endedAt()).contains(LATER);
    assertThat(ended.message()).isEqualTo("the disk is full");
    assertThat(orders.lastHindered()).isEqualTo(Map.of("one", LATER));
  }

  @Test
  void aServerGoesOnWithWhatItHasRunningAndThenWithWhatWaits() {
    long waiting = orders.add(order("one", Origin.PAGE), State.WAITING, "");
    long running = orders.add(order("one", Origin.PAGE), State.WAITING, "");
    orders.begins(running);
    orders.add(order("one", Origin.PAGE), State.DONE, "");
    new OrderTable(jdbc, clock, "elsewhere").add(order("one", Origin.PAGE), State.WAITING, "");
    assertThat(orders.unfinished())
        .extracting(OrderTable.Row::id)
        .containsExactly(running, waiting);
    assertThat(orders.newest(2, 0)).hasSize(2);
    assertThat(orders.newest(1, 1)).containsExactly(orders.newest(2, 0).get(1));
  }

  @Test
  void ofAScheduleTheNewestOrderAndTheLastSuccessAreKnown() {
    assertThat(orders.lastScheduled("one")).isEmpty();
    assertThat(orders.lastScheduledSuccess("one")).isEmpty();
    orders.add(order("one", Origin.SCHEDULE), State.DONE, "");
    now.set(LATER);
    long newest = orders.add(order("one", Origin.SCHEDULE), State.FAILED, "");
    orders.add(order("one", Origin.TERMINAL), State.DONE, "");
    orders.add(order("other", Origin.SCHEDULE), State.DONE, "");
    assertThat(orders.lastScheduled("one").orElseThrow().id()).isEqualTo(newest);
    assertThat(orders.lastScheduledSuccess("one")).contains(NOON);
  }

  @Test
  void ordersAreRemovedOneByOneOrWithTheirSweep() {
    long first = orders.add(order("one", Origin.PAGE), State.DONE, "");
    orders.add(order("one", Origin.PAGE), State.FAILED, "");
    orders.add(order("other", Origin.PAGE), State.STOPPED, "");
    orders.remove(List.of(first));
    assertThat(states()).containsExactly(State.STOPPED, State.FAILED);
    orders.remove("one");
    assertThat(states()).containsExactly(State.STOPPED);
  }

  @Test
  void whatNeedsSomebodysAttentionHasEndedBadly() {
    assertThat(State.values())
        .filteredOn(state -> !state.ended())
        .containsExactly(State.WAITING, State.RUNNING);
    assertThat(State.values())
        .filteredOn(State::bad)
        .containsExactly(State.FAILED, State.HINDERED, State.REFUSED, State.MISSED);
  }

  @Test
  void aScheduleTakesThePlaceOfTheOneBeforeAndIsRemovedOnce() {
    ScheduleTable schedules = new ScheduleTable(jdbc, clock);
    schedules.put(daily("two", 1));
    schedules.put(daily("one", 2));
    Sweep changed = daily("two", 3);
    schedules.put(changed);

    assertThat(schedules.all()).extracting(ScheduleTable.Row::sweep).containsExactly("one", "two");
    ScheduleTable.Row stored = schedules.find("two").orElseThrow();
    assertThat(stored.resolved()).isEqualTo(changed.resolved());
    assertThat(stored.read()).isEqualTo(changed);

    assertThat(schedules.remove("two")).isTrue();
    assertThat(schedules.remove("two")).isFalse();
    assertThat(schedules.find("two")).isEmpty();
    assertThat(schedules.find("one")).isPresent();
  }

  private static Sweep daily(String name, int hour) {
    return SweepFile.parse(
        "recipe: small\nschedule: {cron: \"0 0 %d * * ?\"}".formatted(hour),
        "test",
        List.of("name=" + name));
  }

  @Test
  void aSweepThatIsStoredAgainTakesThePlaceOfTheOneBefore() {
    SweepTable sweeps = new SweepTable(jdbc, clock);
    sweeps.put(SweepFile.parse("recipe: small", "test", List.of("name=two", "tasks=4")));
    sweeps.put(SweepFile.parse("recipe: small", "test", List.of("name=one")));
    now.set(LATER);
    Sweep changed = SweepFile.parse("recipe: small", "test", List.of("name=two", "tasks=8"));
    sweeps.put(changed);
    assertThat(sweeps.all()).extracting(SweepTable.Row::name).containsExactly("one", "two");
    assertThat(sweeps.all().get(1))
        .isEqualTo(
            new SweepTable.Row(
                "two", changed.hash(), changed.resolved(), changed.numerics(), LATER));
  }
}
