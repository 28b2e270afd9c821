package org.gpicl.store.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gpicl.store.CellStatus;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A sweep of as many cells as a sweep may have, all of them stored, in both databases. What is
 * asked of all cells takes statements by the ten thousand cells, not by the cell; and arrays of H2
 * end at 65,536 elements, parameters of PostgreSQL at 65,535.
 */
@Tag("full")
abstract class LargestSweepTest {
  private static final int CELLS = 100_000;
  private static final int AT_A_TIME = 5_000;

  /** Four parts of the cells, for at most four tables. */
  private static final int A_FEW = 16;

  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: largest
          recipe: small
          images: {set: glyphs, size: 4, classes: 3}
          models: [transformer]
          tasks: [4]
          hidden: [8, 16, 24, 32]
          seeds: 0..9
          batch: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
          transformer: {learningRate: 0.001..0.25 step 0.001, steps: 400, length: 6, layers: 1}
          """,
          "test",
          List.of());

  @TempDir Path directory;

  private final AtomicInteger statements = new AtomicInteger();
  private HikariDataSource source;
  private JdbcTemplate jdbc;
  private SweepTable sweeps;
  private CellRecords records;

  abstract HikariDataSource dataSource();

  abstract String vendor();

  @BeforeEach
  void fill() {
    source = dataSource();
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/" + vendor(), "classpath:db/migration/common")
        .load()
        .migrate();
    jdbc = new JdbcTemplate(source);
    DataSource counted = new CountingSource(source, statements);
    CellTables tables = CellTables.of(JdbcClient.create(counted), Clock.systemUTC());
    sweeps = new SweepTable(JdbcClient.create(counted), Clock.systemUTC());
    records = new CellRecords(tables);
    List<CellStatus> inTurn =
        List.of(CellStatus.DONE, CellStatus.FAILED, CellStatus.RUNNING, CellStatus.STOPPED);
    List<Object[]> cells =
        IntStream.range(0, CELLS)
            .mapToObj(
                k -> {
                  Cell cell = SWEEP.cells().get(k);
                  CellStatus status = inTurn.get(k % inTurn.size());
                  return new Object[] {cell.hash(), cell.key(), status.name()};
                })
            .toList();
    new TransactionTemplate(new DataSourceTransactionManager(source))
        .executeWithoutResult(
            transaction -> {
              for (int from = 0; from < CELLS; from += AT_A_TIME) {
                jdbc.batchUpdate(
                    "INSERT INTO cell"
                        + " (hash, cell_key, status, step, owner, training_seconds, changed_at)"
                        + " VALUES (?, ?, ?, 10, 'dead', 1, CURRENT_TIMESTAMP)",
                    cells.subList(from, from + AT_A_TIME));
              }
              List.of(
                      "provenance SELECT hash, 0, 'a machine'",
                      "curve_point SELECT hash, 10, 1, 0.5, 0.5, 0.1",
                      "crash SELECT hash, 1, 10, 'a signal'",
                      "evaluation (cell_hash, name, definition, accuracy, loss, by_position)"
                          + " SELECT hash, 'seen', hash, 0.5, 1, ''")
                  .forEach(rows -> jdbc.execute("INSERT INTO " + rows + " FROM cell"));
            });
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void whatIsAskedOfAllCellsTakesAFewStatements() {
    assertThat(SWEEP.cells()).hasSize(CELLS);

    sweeps.put(SWEEP);
    assertThat(sweeps.find("largest").orElseThrow().hash()).isEqualTo(SWEEP.hash());
    statements.set(0);

    assertThat(records.rows(SWEEP.cells())).hasSize(CELLS);
    few("rows");
    assertThat(records.remaining().unfinished(SWEEP)).hasSize(3 * CELLS / 4);
    few("unfinished");
    assertThat(records.remaining().next(SWEEP).now()).hasSize(3 * CELLS / 4);
    few("next");
    assertThat(records.unevaluated(SWEEP)).hasSize(CELLS / 4);
    few("unevaluated");
    assertThat(records.brief(SWEEP, SWEEP.cells())).hasSize(CELLS);
    few("brief");
    assertThat(records.outcomes(SWEEP)).hasSize(CELLS);
    few("outcomes");
    records.images(SWEEP.cells());
    few("images");
  }

  private void few(String what) {
    assertThat(statements.getAndSet(0)).as(what).isBetween(1, A_FEW);
  }
}
