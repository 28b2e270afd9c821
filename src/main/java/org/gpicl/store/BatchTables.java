package org.gpicl.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spring Batch's own tables, as far as executions of removed sweeps are removed from them. */
public final class BatchTables {
  /** The identifying parameter of the job: whose execution one is. */
  private static final String SWEEP_PARAMETER = "sweep";

  private final JdbcClient jdbc;

  public BatchTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Removes the executions of a sweep's job; returns how many there were. */
  public int removeExecutions(String sweep) {
    List<Long> executions =
        jdbc.sql(
                "SELECT JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION_PARAMS"
                    + " WHERE PARAMETER_NAME = ? AND PARAMETER_VALUE = ?")
            .params(SWEEP_PARAMETER, sweep)
            .query(Long.class)
            .list();
    executions.forEach(this::removeExecution);
    return executions.size();
  }

  private void removeExecution(long execution) {
    long instance =
        jdbc.sql("SELECT JOB_INSTANCE_ID FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = ?")
            .param(execution)
            .query(Long.class)
            .single();
    update(
        "DELETE FROM BATCH_STEP_EXECUTION_CONTEXT WHERE STEP_EXECUTION_ID IN"
            + " (SELECT STEP_EXECUTION_ID FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID = ?)",
        execution);
    for (String table :
        List.of(
            "BATCH_STEP_EXECUTION",
            "BATCH_JOB_EXECUTION_CONTEXT",
            "BATCH_JOB_EXECUTION_PARAMS",
            "BATCH_JOB_EXECUTION")) {
      update("DELETE FROM " + table + " WHERE JOB_EXECUTION_ID = ?", execution);
    }
    update(
        "DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID = ? AND NOT EXISTS"
            + " (SELECT 1 FROM BATCH_JOB_EXECUTION e"
            + " WHERE e.JOB_INSTANCE_ID = BATCH_JOB_INSTANCE.JOB_INSTANCE_ID)",
        instance);
  }

  private void update(String statement, long id) {
    jdbc.sql(statement).param(id).update();
  }
}
