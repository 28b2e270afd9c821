package org.gpicl.job.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a JVM that crashed in native code: its own report ({@code hs_err_pid*.log}), or
 * the launcher's note of the signal.
 *
 * @param what the signal, and the frame that it came in where that is known
 * @param thread the name of the thread that it came in, or empty
 */
record CrashReport(String what, String thread) {
  private static final Pattern SIGNAL = Pattern.compile("(?m)^#?\\s*(SIG[A-Z]+|EXCEPTION_[A-Z_]+)");
  private static final Pattern FRAME =
      Pattern.compile("(?m)^# Problematic frame:\\R#\\s+(\\S.*?)\\s*$");
  private static final Pattern THREAD =
      Pattern.compile("(?m)^Current thread .*?\"(.*?)\"(?: daemon)? \\[");

  /** A report says what matters in its first lines; it may be megabytes long. */
  private static final int READ_BYTES = 1 << 16;

  static CrashReport read(Path file) throws IOException {
    byte[] beginning;
    try (var in = Files.newInputStream(file)) {
      beginning = in.readNBytes(READ_BYTES);
    }
    return of(new String(beginning, StandardCharsets.UTF_8));
  }

  static CrashReport of(String text) {
    String signal = first(SIGNAL, text);
    String frame = first(FRAME, text).replaceAll("\\s+", " ");
    return new CrashReport(
        (signal.isEmpty() ? "a fatal error" : signal) + (frame.isEmpty() ? "" : " in " + frame),
        first(THREAD, text));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
