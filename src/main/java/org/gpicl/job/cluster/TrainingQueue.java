package org.gpicl.job.cluster;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.JsonChannelMessageStorePreparedStatementSetter;
import org.springframework.integration.jdbc.store.channel.JsonMessageRowMapper;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;

/**
 * The trainings that managers hand out, a queue for each sweep, the longest expected first. A
 * message is taken in the transaction of the worker that takes it, so that it is never lost.
 *
 * <p>Messages are JSON of one class, so that what is in the database cannot make a worker load
 * another one.
 */
public final class TrainingQueue {
  static final String REGION = "gpicl";

  private final JdbcChannelMessageStore store;

  public TrainingQueue(DataSource source) {
    this.store = new JdbcChannelMessageStore(source);
    store.setRegion(REGION);
    store.setPriorityEnabled(true);
    store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
    store.setPreparedStatementSetter(new JsonChannelMessageStorePreparedStatementSetter());
    store.setMessageRowMapper(
        new JsonMessageRowMapper(StepExecutionRequest.class.getPackageName()));
    store.afterPropertiesSet();
  }

  /**
   * Puts a partition into a sweep's queue.
   *
   * @param priority the higher, the sooner it is taken
   */
  void put(String sweep, StepExecutionRequest partition, int priority) {
    store.addMessageToGroup(
        sweep,
        MessageBuilder.withPayload(partition)
            .setHeader(IntegrationMessageHeaderAccessor.PRIORITY, priority)
            .build());
  }

  /** Takes the next partition out of a sweep's queue, for good once the transaction commits. */
  Optional<StepExecutionRequest> take(String sweep) {
    return Optional.ofNullable(store.pollMessageFromGroup(sweep))
        .map(Message::getPayload)
        .map(StepExecutionRequest.class::cast);
  }

  /** How many partitions have not been taken yet. */
  public int size(String sweep) {
    return store.messageGroupSize(sweep);
  }

  /** Empties a sweep's queue. */
  void clear(String sweep) {
    store.removeMessageGroup(sweep);
  }
}
