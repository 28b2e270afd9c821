package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.store.cell.MigratedDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

class RetriedTransactionsTest {
  private final TransactionTemplate transactions =
      new RetriedTransactions(
          new MigratedDatabase().transactions,
          new ConnectionRetry(Duration.ofSeconds(60), () -> false, () -> 0, pause -> {}));
  private final List<String> tried = new ArrayList<>();

  /** Loses the connection at its first try. */
  private String loses(String work) {
    tried.add(work);
    if (tried.stream().filter(work::equals).count() == 1) {
      throw new DataAccessResourceFailureException(
          "gone", new SQLTransientConnectionException("connection lost"));
    }
    return work;
  }

  @Test
  void aTransactionThatLostItsConnectionIsBegunAnew() {
    assertThat(transactions.<String>execute(status -> loses("all"))).isEqualTo("all");
    assertThat(tried).containsExactly("all", "all");
  }

  @Test
  void whatIsLostInsideAnotherTransactionBeginsAnewWithTheWholeOfIt() {
    String result =
        transactions.execute(
            outer -> {
              tried.add("outer");
              return transactions.execute(inner -> loses("inner"));
            });
    assertThat(result).isEqualTo("inner");
    assertThat(tried).containsExactly("outer", "inner", "outer", "inner");
  }
}
