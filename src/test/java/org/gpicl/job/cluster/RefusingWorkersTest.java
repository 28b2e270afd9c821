package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusingWorkersTest {
  private final Map<String, String> remarks = new HashMap<>();
  private final List<String> said = new ArrayList<>();
  private final RefusingWorkers workers = new RefusingWorkers("night", said::add);

  @Test
  void whyAWorkerDoesNotTrainTheSweepIsSaidOnce() {
    remarks.put("host/17", "day: too large\nnight: There is no engine nd4j here.\nnightly: no");
    workers.look(remarks);
    workers.look(remarks);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("Worker ")
        .contains("host")
        .endsWith(" does not train it: There is no engine nd4j here.");
  }

  @Test
  void anotherReasonAndAnotherWorkerAreSaidToo() {
    remarks.put("host/17", "night: no images");
    workers.look(remarks);
    remarks.put("host/17", "night: no engine");
    remarks.put("other/18", "night: no engine");
    workers.look(remarks);
    assertThat(said).hasSize(3);
  }
}
