package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.TwoCells;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class CheckpointTableTest {
  private static final int SEVERAL_PARTS = 600_000;

  private final MigratedDatabase database = new MigratedDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.source);
  private final CheckpointTable checkpoints = new CheckpointTable(jdbc, Clock.systemUTC());
  private final ParametersTable parameters = new ParametersTable(jdbc);
  private final Cell one = TwoCells.cells().get(0);
  private final Cell other = TwoCells.cells().get(1);

  @BeforeEach
  void bothCellsAreInTraining() {
    TwoCells.cells().forEach(cell -> database.ledger.begin(cell, "images", "engine"));
  }

  private static Checkpoint at(long step, int numbers) {
    float[] values = new float[numbers];
    for (int j = 0; j < numbers; j++) {
      values[j] = step + j;
    }
    return new Checkpoint(
        new TrainingState(step, List.of(values), List.of(), List.of()), TrainingProgress.none());
  }

  private void put(Cell cell, long step, int numbers) {
    checkpoints.put(cell.hash(), at(step, numbers), CheckpointStore.DATABASE, Runnable::run);
  }

  private List<Long> steps() {
    return jdbc.sql("SELECT step FROM checkpoint ORDER BY step").query(Long.class).list();
  }

  private void damage(Cell cell, long step, int part) {
    int changed =
        jdbc.sql(
                "UPDATE checkpoint_part SET bytes = ? WHERE cell_hash = ? AND step = ? AND part = ?")
            .params(new byte[] {1}, cell.hash(), step, part)
            .update();
    assertThat(changed).isEqualTo(1);
  }

  @Test
  void damagedCheckpointsAreNamedByCellAndStepWhicheverPartIsDamaged() {
    for (Cell cell : List.of(one, other)) {
      put(cell, 1, 4);
      put(cell, 2, SEVERAL_PARTS);
    }
    assertThat(checkpoints.damaged()).isEmpty();
    damage(other, 1, 0);
    damage(other, 2, 1);
    damage(one, 2, 0);
    assertThat(checkpoints.damaged())
        .containsExactly(
            new CheckpointTable.Damaged(one.key(), 2),
            new CheckpointTable.Damaged(other.key(), 1),
            new CheckpointTable.Damaged(other.key(), 2));
  }

  @Test
  void damagedParametersAreNamedByCellAndNotRead() {
    for (Cell cell : List.of(one, other)) {
      parameters.put(cell.hash(), at(10, 4));
    }
    assertThat(parameters.damaged()).isEmpty();
    jdbc.sql("UPDATE parameters SET state = ? WHERE cell_hash = ?")
        .params(new byte[] {1}, other.hash())
        .update();
    assertThat(parameters.damaged()).containsExactly(other.key());
    assertThatThrownBy(() -> parameters.find(other.hash()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(other.hash());
    assertThat(parameters.find(one.hash())).isPresent();
  }

  @Test
  void untilItsLastTransactionALargeCheckpointIsAsIfItWereNotThere() {
    put(one, 1, 4);
    List<Long> newest = new ArrayList<>();
    Consumer<Runnable> watched =
        work -> {
          newest.add(checkpoints.newest(one.hash()).checkpoint().orElseThrow().state().step());
          work.run();
        };
    checkpoints.put(one.hash(), at(2, SEVERAL_PARTS), CheckpointStore.DATABASE, watched);
    assertThat(newest).hasSizeGreaterThan(3).containsOnly(1L);
    Checkpoint stored = checkpoints.newest(one.hash()).checkpoint().orElseThrow();
    assertThat(CheckpointCodec.bytes(stored))
        .isEqualTo(CheckpointCodec.bytes(at(2, SEVERAL_PARTS)));
  }

  @Test
  void everyTransactionOfACheckpointMayBeRepeated(@TempDir Path folder) {
    put(one, 1, 4);
    Consumer<Runnable> twice =
        work -> {
          work.run();
          work.run();
        };
    checkpoints.put(one.hash(), at(2, SEVERAL_PARTS), CheckpointStore.DATABASE, twice);
    assertThat(steps()).containsExactly(1L, 2L);
    checkpoints.put(
        one.hash(), at(3, SEVERAL_PARTS), new CheckpointStore(folder.toString()), twice);
    assertThat(steps()).containsExactly(2L, 3L);
    CheckpointTable.Newest newest = checkpoints.newest(one.hash());
    assertThat(newest.damage()).isEmpty();
    assertThat(CheckpointCodec.bytes(newest.checkpoint().orElseThrow()))
        .isEqualTo(CheckpointCodec.bytes(at(3, SEVERAL_PARTS)));
    assertThat(jdbc.sql("SELECT COUNT(*) FROM checkpoint_file").query(Long.class).single())
        .isEqualTo(1);
    assertThat(checkpoints.damaged()).isEmpty();
  }

  @Test
  void aCheckpointThatIsStoredOnceMoreLeavesTheOneBeforeItInPlace() {
    put(one, 1, 4);
    put(one, 2, 4);
    put(one, 2, 8);
    assertThat(steps()).containsExactly(1L, 2L);
    assertThat(checkpoints.damaged()).isEmpty();
  }

  @Test
  void onlyWhatIsBehindAStepIsDeleted() {
    put(one, 1, 4);
    put(one, 2, 4);
    put(other, 2, 4);
    checkpoints.deleteBehind(one.hash(), 1);
    assertThat(checkpoints.newest(one.hash()).checkpoint().orElseThrow().state().step())
        .isEqualTo(1);
    assertThat(steps()).containsExactly(1L, 2L);
    checkpoints.deleteAll(one.hash());
    assertThat(steps()).containsExactly(2L);
    assertThat(checkpoints.damaged()).isEmpty();
  }
}
