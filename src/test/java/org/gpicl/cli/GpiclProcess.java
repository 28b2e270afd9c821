package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.web.remote.RemoteHome;

/** The built program in a process of its own, as a user starts it. */
public final class GpiclProcess {
  private static final long PATIENCE_SECONDS = 400;

  private static List<String> hearingInterrupts;

  private final Process process;
  private final Path home;
  private final Path out;
  private final Path err;

  private GpiclProcess(Process process, Path home, Path out, Path err) {
    this.process = process;
    this.home = home;
    this.out = out;
    this.err = err;
  }

  public static GpiclProcess start(Path home, String... arguments) throws IOException {
    return start(home, Map.of(), arguments);
  }

  static GpiclProcess start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(List.of(), home, environment, "-Xmx1500m", false, arguments);
  }

  /**
   * The same without the optimising compiler, for sweeps that are over before it would pay, and in
   * a JVM that has carried out other commands before, if one is free. Results are the same bytes.
   */
  public static GpiclProcess startLight(Path home, String... arguments) throws IOException {
    Path out = output(".out");
    Path err = output(".err");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    return new GpiclProcess(HostedCommand.start(host(), out, err, all), home, out, err);
  }

  /** Without the optimising compiler in a JVM of its own, with variables. */
  public static GpiclProcess startLight(
      Path home, Map<String, String> environment, String... arguments) throws IOException {
    return start(List.of(), home, environment, "-Xmx1500m", true, arguments);
  }

  /** The same on another machine, as far as the network is concerned. */
  static GpiclProcess startLight(
      OtherHost host, Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(host.prefix(), home, environment, "-Xmx1500m", true, arguments);
  }

  /** With a heap of so many mebibytes. */
  static GpiclProcess startWithHeap(Path home, long mebibytes, String... arguments)
      throws IOException {
    return startWithHeap(home, mebibytes, Map.of(), arguments);
  }

  /** The same with variables. */
  static GpiclProcess startWithHeap(
      Path home, long mebibytes, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(List.of(), home, environment, "-Xmx" + mebibytes + "m", false, arguments);
  }

  private static GpiclProcess start(
      List<String> prefix,
      Path home,
      Map<String, String> environment,
      String heap,
      boolean light,
      String... arguments)
      throws IOException {
    Path jar = jar();
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java(heap, "-XX:ErrorFile=" + home.resolve("logs").resolve("hs_err_pid%p.log")));
    command.addAll(QuickStart.options(jar, light, arguments));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--home", home.toString()));
    Path out = output(".out");
    Path err = output(".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new GpiclProcess(builder.start(), home, out, err);
  }

  private static Path jar() {
    Path jar = Path.of("target", "gpicl.jar").toAbsolutePath();
    assertThat(jar).as("the built program").exists();
    return jar;
  }

  private static Path output(String ending) throws IOException {
    Path file = Files.createTempFile("gpicl", ending);
    file.toFile().deleteOnExit();
    return file;
  }

  /** A JVM for one command after the other. */
  private static List<String> host() throws IOException {
    Path jar = jar();
    List<String> command = java("-Xmx1500m");
    command.addAll(QuickStart.options(jar, true));
    Path tests = Path.of("target", "test-classes").toAbsolutePath();
    command.addAll(List.of("-cp", jar + File.pathSeparator + tests, CommandHost.class.getName()));
    return command;
  }

  private static List<String> java(String... more) throws IOException {
    List<String> command = new ArrayList<>(hearingInterrupts());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-XX:+UseParallelGC",
            // As the launcher has it; a process that is killed would leave its file in /tmp.
            "-XX:-UsePerfData"));
    command.addAll(List.of(more));
    return command;
  }

  /** Tests that run in the background of a shell would hand on that Ctrl-C is ignored. */
  private static synchronized List<String> hearingInterrupts() throws IOException {
    if (hearingInterrupts != null) {
      return hearingInterrupts;
    }
    List<String> env = List.of("env", "--default-signal=INT");
    try {
      List<String> trial = new ArrayList<>(env);
      trial.add("true");
      hearingInterrupts = new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
      return hearingInterrupts;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end; returns the exit code. */
  public int exit() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("did not end:\n" + output());
    }
    return process.exitValue();
  }

  public GpiclProcess mustEndWith(int code) throws InterruptedException, IOException {
    int exit = exit();
    assertThat(exit).as(output()).isEqualTo(code);
    return this;
  }

  /** Waits for the end; returns the most memory that the process had, in bytes. */
  long peakBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Pattern peak = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    long most = 0;
    while (process.isAlive()) {
      try {
        Matcher matcher = peak.matcher(Files.readString(status));
        most = matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : most;
      } catch (IOException ended) {
        break;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return most;
  }

  /** SIGKILL: nothing of the program runs any more. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Any other signal, such as INT. */
  public void signal(String name) throws IOException, InterruptedException {
    if (process instanceof HostedCommand hosted && !hosted.mayBeSignalled()) {
      return;
    }
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Waits until a cell whose key begins so is in training and has done that many steps. */
  void awaitStep(String sweep, String keyPrefix, long step) throws IOException {
    Pattern progress = Pattern.compile(Pattern.quote(keyPrefix) + "\\S* (\\d+)/\\d+");
    await(
        "step " + step + " of " + keyPrefix,
        () -> {
          Matcher matcher = progress.matcher(status(sweep));
          return matcher.find() && Long.parseLong(matcher.group(1)) >= step;
        });
  }

  /** Waits until the log of the home says something. */
  void awaitLog(String what) throws IOException {
    awaitText(new Home(home).logs().resolve("gpicl.log"), what);
  }

  /** Waits until the process prints something to standard error. */
  void awaitErr(String what) throws IOException {
    awaitText(err, what);
  }

  /** Waits until the process prints something to standard output. */
  void awaitOut(String what) throws IOException {
    awaitText(out, what);
  }

  private void awaitText(Path file, String what) throws IOException {
    await(
        what,
        () -> {
          try {
            return Files.readString(file).contains(what);
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  public void await(String what, BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        fail("ended before " + what + ":\n" + output());
      }
      if (System.nanoTime() > end) {
        kill(what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void kill(String what) {
    process.destroyForcibly();
    fail("waited too long for " + what);
  }

  /** What another terminal would be told; empty while nobody answers yet. */
  public String status(String sweep) {
    Owner owner = OwnerLock.owner(new Home(home)).orElse(null);
    if (owner == null || owner.pid() != process.pid()) {
      return "";
    }
    try {
      return RemoteHome.of(owner).status(sweep).text();
    } catch (IOException notYet) {
      return "";
    }
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  public String output() throws IOException {
    return out() + "\n" + err();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }
}
