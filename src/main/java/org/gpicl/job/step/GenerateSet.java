package org.gpicl.job.step;

import org.gpicl.job.run.RunContext;
import org.gpicl.job.sets.StoredSetPlan;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.set.ChunkProducer;
import org.gpicl.tasks.shard.ShardWriter;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes the chunk-oriented step that generates one stored set: chunk numbers in, chunks of items
 * out, into a shard. A restart continues after the last whole chunk in the file, which is what the
 * disk really holds.
 */
public final class GenerateSet {
  private static final int CHUNKS_PER_COMMIT = 4;

  private final RunContext run;
  private final JobRepository repository;
  private final PlatformTransactionManager transactions;

  public GenerateSet(
      RunContext run, JobRepository repository, PlatformTransactionManager transactions) {
    this.run = run;
    this.repository = repository;
    this.transactions = transactions;
  }

  /** The step for one set; it is used once. */
  public Step step(StoredSetPlan plan) {
    Generation generation = new Generation(plan);
    return new StepBuilder("generate:" + plan.name(), repository)
        .<Long, ShardChunk>chunk(CHUNKS_PER_COMMIT)
        .transactionManager(transactions)
        .reader(generation)
        .processor(chunk -> generation.producer.produce(chunk))
        .writer(generation)
        .interruptionPolicy(
            execution -> {
              if (run.stop().raised()) {
                throw new JobInterruptedException("stopped while generating " + plan.name());
              }
            })
        .build();
  }

  /** Reads chunk numbers and writes chunks; the file itself is the place that a restart reads. */
  private final class Generation implements ItemStreamReader<Long>, ItemWriter<ShardChunk> {
    private final StoredSetPlan plan;
    private ShardWriter shard;
    private ChunkProducer producer;
    private long next;

    Generation(StoredSetPlan plan) {
      this.plan = plan;
    }

    @Override
    public void open(ExecutionContext context) {
      producer = run.sets().chunks(plan.spec());
      shard = ShardWriter.open(plan.shard(), plan.spec(), Long.MAX_VALUE);
      next = shard.chunks();
      sealIfComplete();
      show();
    }

    @Override
    public Long read() {
      return next < producer.chunks() ? next++ : null;
    }

    @Override
    public void write(Chunk<? extends ShardChunk> chunks) {
      long items = 0;
      long bytes = 0;
      for (ShardChunk chunk : chunks) {
        shard.write(chunk);
        items += chunk.items();
        bytes += (long) Short.BYTES * chunk.x().length + chunk.labels().length;
      }
      shard.force();
      run.meters().generated(items, bytes);
      sealIfComplete();
      show();
    }

    /** Not after the step: what fails there Batch only logs. */
    private void sealIfComplete() {
      if (shard.chunks() == producer.chunks()) {
        shard.seal();
      }
    }

    @Override
    public void close() {
      if (shard != null) {
        shard.close();
        producer.close();
      }
    }

    private void show() {
      run.board().phase("generating sets", (double) shard.chunks() / producer.chunks());
    }
  }
}
