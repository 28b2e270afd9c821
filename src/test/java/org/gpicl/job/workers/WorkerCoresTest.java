package org.gpicl.job.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WorkerCoresTest {

  @Test
  void aCoreThatNoCellOccupiesIsLentOnceAtATime() throws Exception {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied own = cores.occupy()) {
      CountDownLatch goOn = new CountDownLatch(1);
      Optional<Future<?>> lent = cores.lend(() -> await(goOn));
      assertThat(lent).isPresent();
      assertThat(cores.lend(() -> {})).isEmpty();
      goOn.countDown();
      lent.get().get();
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void noCoreIsLentWhileEveryOneHasACell() {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied first = cores.occupy()) {
      WorkerCores.Occupied second = cores.occupy();
      assertThat(cores.lend(() -> {})).isEmpty();
      second.close();
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void aCellThatBeginsWhileItsCoreIsLentGetsItBackAfterwards() throws Exception {
    try (WorkerCores cores = new WorkerCores(2);
        WorkerCores.Occupied first = cores.occupy()) {
      CountDownLatch goOn = new CountDownLatch(1);
      Optional<Future<?>> lent = cores.lend(() -> await(goOn));
      try (WorkerCores.Occupied second = cores.occupy()) {
        goOn.countDown();
        lent.orElseThrow().get();
        assertThat(cores.lend(() -> {})).isEmpty();
      }
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  @Test
  void aTaskThatFailsGivesItsCoreBack() {
    try (WorkerCores cores = new WorkerCores(1)) {
      Future<?> lent =
          cores
              .lend(
                  () -> {
                    throw new IllegalStateException("on purpose");
                  })
              .orElseThrow();
      assertThatThrownBy(lent::get).isInstanceOf(ExecutionException.class);
      assertThat(cores.lend(() -> {})).isPresent();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
