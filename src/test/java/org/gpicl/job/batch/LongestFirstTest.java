package org.gpicl.job.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.machine.threads.StopSignal;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

class LongestFirstTest {
  private final Map<String, Double> seconds =
      Map.of("a1", 9., "x1", 8., "x2", 7., "a2", 6., "a3", 5.);
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger running = new AtomicInteger();

  private Collection<StepExecution> run(LongestFirst.Sharing<String> sharing, Step step)
      throws Exception {
    ResourcelessJobRepository repository = new ResourcelessJobRepository();
    JobExecution job = new JobExecution(1, new JobInstance(1, "job"), new JobParameters());
    StepExecution manager = repository.createStepExecution("train", job);
    Partitions<String> partitions =
        new Partitions<>(
            repository, "train", () -> List.copyOf(seconds.keySet()), name -> name, false);
    return new LongestFirst<>(partitions, name -> step, 1, sharing, seconds::get, new StopSignal())
        .handle(null, manager);
  }

  /** What runs when a partition begins, itself included. */
  private int enter(StepExecution partition) {
    begun.add(Partitions.nameOf(partition.getStepName()));
    return running.incrementAndGet();
  }

  private static Step step(java.util.function.Consumer<StepExecution> work) {
    return new Step() {
      @Override
      public String getName() {
        return "one";
      }

      @Override
      public void execute(StepExecution partition) {
        work.accept(partition);
      }
    };
  }

  @Test
  void thoseThatTakeLongestBeginFirstOneForEachWorker() throws Exception {
    List<Integer> beside = new ArrayList<>();
    Step alone =
        step(
            partition -> {
              beside.add(enter(partition));
              running.decrementAndGet();
            });
    assertThat(run(LongestFirst.Sharing.none(), alone)).hasSize(5);
    assertThat(begun).containsExactly("a1", "x1", "x2", "a2", "a3");
    assertThat(beside).containsOnly(1);
  }

  @Test
  void thoseThatShareTheirInputRunBesideEachOtherBeforeOthers() throws Exception {
    CountDownLatch allOfA = new CountDownLatch(3);
    Step meeting =
        step(
            partition -> {
              int beside = enter(partition);
              if (Partitions.nameOf(partition.getStepName()).startsWith("a")) {
                allOfA.countDown();
                try {
                  allOfA.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              } else {
                assertThat(beside).isEqualTo(1);
              }
              running.decrementAndGet();
            });
    LongestFirst.Sharing<String> sharing =
        new LongestFirst.Sharing<>(name -> Optional.of("a").filter(name::startsWith), 3);
    assertThat(run(sharing, meeting)).hasSize(5);
    assertThat(begun.subList(0, 3)).containsExactlyInAnyOrder("a1", "a2", "a3");
    assertThat(begun.subList(3, 5)).containsExactly("x1", "x2");
  }
}
