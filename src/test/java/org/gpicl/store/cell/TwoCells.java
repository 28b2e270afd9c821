package org.gpicl.store.cell;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A sweep of two cells that is trained by counting: what a step gives follows from the step alone,
 * so that it may be gone on with from any checkpoint, and what was stored can be told from what was
 * not. Some checkpoints are of one part, some of several.
 */
public final class TwoCells {
  static final long STEPS = 12;
  private static final Set<Long> SMALL = Set.of(2L, 4L, 6L, 10L);
  private static final Set<Long> LARGE = Set.of(5L, 8L, 11L);
  private static final int SMALL_FLOATS = 5_000;
  private static final int LARGE_FLOATS = 600_000;
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static final Sweep SWEEP = SweepFile.parse(StoreTest.SWEEP, "test", List.of());

  private final JdbcClient jdbc;
  private final CheckpointTable checkpoints;
  private final CellLedger ledger;

  public TwoCells(DataSource source, DatabaseSpace space) {
    this.jdbc = JdbcClient.create(source);
    this.checkpoints = new CheckpointTable(jdbc, CLOCK);
    this.ledger =
        new CellLedger(
            CellTables.of(jdbc, CLOCK),
            new TransactionTemplate(new DataSourceTransactionManager(source)),
            space);
  }

  public static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/h2", "classpath:db/migration/common")
        .load()
        .migrate();
  }

  public static List<Cell> cells() {
    return SWEEP.cells();
  }

  /** How far a cell has come for sure, as whoever trains it was told. */
  public record Stored(long checkpoint, long point, boolean done) implements Comparable<Stored> {
    public static final Stored NOTHING = new Stored(0, 0, false);

    @Override
    public int compareTo(Stored other) {
      int byDone = Boolean.compare(done, other.done);
      return byDone != 0 ? byDone : Long.compare(checkpoint, other.checkpoint);
    }
  }

  /** Is told after each event that the cell is stored so far. */
  public interface Listener {
    void stored(Cell cell, Stored now);
  }

  /** Trains what is left to do. */
  public void goOn(Listener listener) {
    for (Cell cell : ledger.records().remaining().unfinished(SWEEP)) {
      CellLedger.Beginning beginning = ledger.begin(cell, "images", "engine");
      long from = beginning.checkpoint().map(c -> c.state().step()).orElse(0L);
      long last = from;
      listener.stored(cell, new Stored(last, last, false));
      for (long step = from + 1; step <= STEPS; step++) {
        ledger.point(cell, new CurvePoint(step, 1.0 / step, 0.5, 0.25, 0.1));
        listener.stored(cell, new Stored(last, step, false));
        if (SMALL.contains(step) || LARGE.contains(step)) {
          ledger.checkpoint(cell, at(cell, step), step);
          last = step;
          listener.stored(cell, new Stored(last, step, false));
        }
      }
      ledger.finish(
          cell,
          at(cell, STEPS),
          List.of(new Evaluation(Evaluation.TRAIN, 0.5, 1, new double[0])),
          Map.of(
              SWEEP.evaluations(cell).get(0), new Evaluation("unseen", 0.2, 1.6, new double[] {1})),
          STEPS);
      listener.stored(cell, new Stored(STEPS, STEPS, true));
    }
  }

  static Checkpoint at(Cell cell, long step) {
    float[] numbers = new float[LARGE.contains(step) ? LARGE_FLOATS : SMALL_FLOATS];
    Random random = new Random(31 * cell.key().hashCode() + step);
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = random.nextFloat();
    }
    return new Checkpoint(
        new TrainingState(step, List.of(numbers), List.of(), List.of()), TrainingProgress.none());
  }

  /**
   * What stands in the database for a cell.
   *
   * @throws AssertionError if the newest checkpoint is not whole or none that was ever made
   */
  public Stored stored(Cell cell) {
    CellTable.Row row = ledger.records().rows(List.of(cell)).get(cell.hash());
    if (row == null) {
      return Stored.NOTHING;
    }
    long point =
        jdbc.sql("SELECT COALESCE(MAX(step), 0) FROM curve_point WHERE cell_hash = ?")
            .param(cell.hash())
            .query(Long.class)
            .single();
    if (row.status() == CellStatus.DONE) {
      same(ledger.records().finalParameters(cell).orElseThrow(), at(cell, STEPS).state());
      return new Stored(row.step(), point, true);
    }
    long newest =
        jdbc.sql("SELECT COALESCE(MAX(step), 0) FROM checkpoint WHERE cell_hash = ?")
            .param(cell.hash())
            .query(Long.class)
            .single();
    long whole = checkpoints.newest(cell.hash()).checkpoint().map(c -> c.state().step()).orElse(0L);
    if (whole != newest) {
      throw new AssertionError("the checkpoint at step " + newest + " is damaged");
    }
    checkpoints
        .newest(cell.hash())
        .checkpoint()
        .ifPresent(c -> same(c.state(), at(cell, c.state().step()).state()));
    return new Stored(newest, point, false);
  }

  private static void same(TrainingState one, TrainingState other) {
    if (one.step() != other.step()
        || !Arrays.equals(one.parameters().get(0), other.parameters().get(0))) {
      throw new AssertionError("the state at step " + one.step() + " is none that was stored");
    }
  }

  /** All rows, readable and comparable. */
  public Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new HashMap<>();
    for (String table :
        List.of(
            "cell",
            "checkpoint",
            "checkpoint_part",
            "parameters",
            "curve_point",
            "evaluation",
            "provenance")) {
      List<String> lines = new ArrayList<>();
      jdbc.sql("SELECT * FROM " + table + " ORDER BY 1, 2, 3")
          .query(
              (row, index) -> {
                StringBuilder line = new StringBuilder();
                for (int k = 1; k <= row.getMetaData().getColumnCount(); k++) {
                  boolean binary = row.getObject(k) instanceof byte[];
                  line.append(binary ? Arrays.hashCode(row.getBytes(k)) : row.getString(k));
                  line.append('|');
                }
                return line.toString();
              })
          .list()
          .forEach(lines::add);
      rows.put(table, lines);
    }
    return rows;
  }
}
