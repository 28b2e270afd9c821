package org.gpicl.report;

import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and fails at the next: it shows whether something is short enough. */
final class LimitedOutput extends OutputStream {
  private long left;

  LimitedOutput(long bytes) {
    this.left = bytes;
  }

  @Override
  public void write(int b) throws IOException {
    take(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    take(length);
  }

  private void take(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("it is longer");
    }
  }
}
