package org.gpicl.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogLineTest {
  private static final String TIME = "2026-11-25T09:11:01.988Z ";

  private static LogLine read(String line) {
    return LogLine.read(line).orElseThrow();
  }

  @Test
  void aLineSaysWhichSweepRunAndCellItIsAbout() {
    LogLine line =
        read(TIME + "WARN  [night#12 mlp-n4-h8-s1] [worker-2 mlp-n4-h8-s1] o.g.X Cell goes on");
    assertThat(line.level()).isEqualTo(Level.WARN);
    assertThat(line.sweep()).isEqualTo("night");
    assertThat(line.cell()).isEqualTo("mlp-n4-h8-s1");
    assertThat(line.text()).startsWith(TIME).endsWith("Cell goes on");

    assertThat(read(TIME + "INFO  [night#12] [main] o.g.X begins").sweep()).isEqualTo("night");
    assertThat(read(TIME + "INFO  [night] [heartbeat] o.g.X begins").sweep()).isEqualTo("night");
  }

  @Test
  void aLineAboutNothingInParticularIsNotAttributedToItsThread() {
    LogLine line = read(TIME + "INFO  [main] o.g.X [main] says [so] and so");
    assertThat(line.sweep()).isEmpty();
    assertThat(line.cell()).isEmpty();
  }

  @Test
  void aContinuationIsNotALine() {
    assertThat(LogLine.read("java.lang.IllegalStateException: on purpose")).isEmpty();
    assertThat(LogLine.read("\tat org.gpicl.job.X.run(X.java:1)")).isEmpty();
    assertThat(LogLine.read("{not json")).isEmpty();
    assertThat(LogLine.read("{\"a\": 1}")).isEmpty();
    assertThat(LogLine.read("")).isEmpty();
  }

  @Test
  void linesOfLogstashAndOfEcsReadAsTheOthersDo() {
    String logstash =
        """
        {"@timestamp":"2026-11-25T09:11:30.121618578Z","message":"it broke","logger_name":"o.g.X",\
        "thread_name":"worker-1","level":"ERROR","sweep":"night","run":"2","cell":"mlp-n1",\
        "stack_trace":"java.lang.Error: x\\n\\tat here\\n"}""";
    LogLine line = read(logstash);
    assertThat(line.level()).isEqualTo(Level.ERROR);
    assertThat(line.sweep()).isEqualTo("night");
    assertThat(line.cell()).isEqualTo("mlp-n1");
    assertThat(line.text())
        .contains("ERROR [night#2 mlp-n1] [worker-1] o.g.X it broke")
        .endsWith("\njava.lang.Error: x\n\tat here");
    String first = line.text().lines().findFirst().orElseThrow();
    assertThat(read(first)).isEqualTo(new LogLine(Level.ERROR, "night", "mlp-n1", first));

    String ecs =
        """
        {"@timestamp":"2026-11-25T09:11:38Z","log":{"level":"INFO","logger":"o.g.X"},\
        "process":{"pid":1,"thread":{"name":"main"}},"message":"Step plan begins",\
        "sweep":"night","run":"2"}""";
    assertThat(read(ecs).text()).endsWith("INFO  [night#2] [main] o.g.X Step plan begins");
  }
}
