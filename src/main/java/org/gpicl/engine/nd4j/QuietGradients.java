package org.gpicl.engine.nd4j;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.nd4j.autodiff.samediff.SameDiff;

/** Derives a graph's gradients while suppressing the line that SameDiff prints per operation. */
final class QuietGradients {
  private QuietGradients() {}

  /** The gradient graph of {@code graph}, which has a gradient for each of its variables. */
  static SameDiff of(SameDiff graph) {
    synchronized (QuietGradients.class) {
      PrintStream out = System.out;
      System.setOut(new PrintStream(new OthersOnly(out, Thread.currentThread()), true));
      try {
        graph.createGradFunction();
      } finally {
        System.setOut(out);
      }
    }
    return graph.getFunction("grad");
  }

  /** Passes on what all threads but one write. */
  private static final class OthersOnly extends FilterOutputStream {
    private final Thread silenced;

    OthersOnly(PrintStream out, Thread silenced) {
      super(out);
      this.silenced = silenced;
    }

    @Override
    public void write(int b) throws IOException {
      if (Thread.currentThread() != silenced) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int at, int count) throws IOException {
      if (Thread.currentThread() != silenced) {
        out.write(bytes, at, count);
      }
    }
  }
}
