package org.gpicl.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** JSON in plain ASCII without angle brackets and ampersands, which are escaped. */
final class HarmlessText extends Writer {
  private final OutputStream out;

  HarmlessText(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    StringBuilder safe = new StringBuilder(length);
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c == '<' || c == '>' || c == '&' || c > '~') {
        safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    out.write(safe.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** The stream belongs to the caller, who has more to write. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
