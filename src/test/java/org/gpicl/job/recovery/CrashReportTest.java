package org.gpicl.job.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrashReportTest {
  private static final String OF_A_WORKER =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007f8f4c1e2b40, pid=4711, tid=4750
      #
      # JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian-1deb12u1)
      # Problematic frame:
      # C  [libopenblas.so.0+0x1e2b40]  sgemm_kernel_SKYLAKEX+0x40
      #

      ---------------  T H R E A D  ---------------

      Current thread (0x00007f8f5c2f1000):  JavaThread "worker-2 transformer-n64-h16-s0" [_thread_in_native, id=4750, stack(0x00007f8f3c000000,0x00007f8f3c100000)]
      """;

  @Test
  void aReportOfTheJvmTellsTheSignalTheFrameAndTheThread() {
    CrashReport report = CrashReport.of(OF_A_WORKER);
    assertThat(report.what())
        .isEqualTo("SIGSEGV in C [libopenblas.so.0+0x1e2b40] sgemm_kernel_SKYLAKEX+0x40");
    assertThat(report.thread()).isEqualTo("worker-2 transformer-n64-h16-s0");
  }

  @Test
  void aDaemonThreadIsNamedAsWell() {
    String daemon = OF_A_WORKER.replace("-s0\" [", "-s0\" daemon [");
    assertThat(CrashReport.of(daemon).thread()).endsWith("transformer-n64-h16-s0");
  }

  @Test
  void aCrashOutsideOfJavaThreadsNamesNone() {
    String other = OF_A_WORKER.replaceAll("Current thread .*", "Current thread is native thread");
    assertThat(CrashReport.of(other).thread()).isEmpty();
  }

  @Test
  void theLaunchersNoteTellsTheSignal() {
    assertThat(CrashReport.of("SIGABRT\n")).isEqualTo(new CrashReport("SIGABRT", ""));
    assertThat(CrashReport.of("").what()).isEqualTo("a fatal error");
  }
}
