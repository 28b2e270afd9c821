package org.gpicl.cli;

import ch.qos.logback.classic.LoggerContext;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gpicl.web.control.ExitCode;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Carries out commands of the program one after the other, each with a home of its own, so that a
 * test need not wait for a JVM to start. A line is a file for the output, one for errors and the
 * arguments, separated by zeros; the answer is a line with the exit code.
 */
final class CommandHost {
  static final String ENDED = "command ended with ";

  private static final List<String> SIGNALS = List.of("INT", "TERM");

  /** What Spring Boot and picocli leave for whatever is logged next in this process. */
  private static final List<String> LOG_PROPERTIES =
      List.of("LOG_", "FILE_LOG_", "CONSOLE_LOG_", "LOGBACK_", "PID", "LOGGED_");

  private CommandHost() {}

  public static void main(String[] none) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    PrintStream answers = System.out;
    InputStream requests = System.in;
    System.setIn(InputStream.nullInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\0", -1);
      List<String> arguments = List.of(words).subList(2, words.length);
      int exit;
      try (PrintStream out = stream(words[0]);
          PrintStream err = stream(words[1])) {
        System.setOut(out);
        System.setErr(err);
        exit = carriedOut(arguments.toArray(String[]::new));
        awaitBackups();
      }
      System.setOut(answers);
      forget();
      answers.println(ENDED + exit);
      answers.flush();
    }
    System.exit(0);
  }

  private static PrintStream stream(String file) throws IOException {
    return new PrintStream(new FileOutputStream(file), true);
  }

  private static int carriedOut(String[] arguments) {
    try {
      return Gpicl.commandLine().execute(arguments);
    } catch (Error e) {
      e.printStackTrace();
      return ExitCode.FAILED;
    }
  }

  /** A backup that a command leaves unfinished ends with its JVM, which goes on here. */
  private static void awaitBackups() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("backup")) {
        thread.join();
      }
    }
  }

  /** Nothing of one command may be seen by the next. */
  private static void forget() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      log.reset();
    }
    for (String property : System.getProperties().stringPropertyNames()) {
      if (LOG_PROPERTIES.stream().anyMatch(property::startsWith)) {
        System.clearProperty(property);
      }
    }
    SIGNALS.forEach(name -> Signal.handle(new Signal(name), SignalHandler.SIG_DFL));
  }
}
