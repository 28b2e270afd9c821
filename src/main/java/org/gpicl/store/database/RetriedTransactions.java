package org.gpicl.store.database;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that are begun anew, as a whole, when the database was gone for a while. */
public final class RetriedTransactions extends TransactionTemplate {
  private final transient ConnectionRetry patience;

  public RetriedTransactions(PlatformTransactionManager transactions, ConnectionRetry patience) {
    super(transactions);
    this.patience = patience;
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      // What is lost is the whole; it is for the outermost to try again.
      return super.execute(action);
    }
    return patience.through(() -> super.execute(action));
  }
}
