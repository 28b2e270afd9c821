package org.gpicl.job.slurm;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gpicl.Needs;

/**
 * A real Slurm of two nodes with one core each, on this machine, in a temporary directory and on
 * ports of its own. Its daemons run as root; where that or their binaries are missing, the tests
 * that need it are skipped, but not in CI, where they must be.
 */
public final class SlurmCluster implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final List<String> DAEMONS = List.of("slurmctld", "slurmd", "munged");

  private final Path directory;
  private final List<Process> daemons = new ArrayList<>();

  private SlurmCluster(Path directory) {
    this.directory = directory;
  }

  public static SlurmCluster start() throws Exception {
    if (!System.getProperty("user.name").equals("root")
        || !DAEMONS.stream().allMatch(SlurmCluster::installed)) {
      Needs.missing("root's rights, Slurm and munge");
    }
    SlurmCluster cluster = new SlurmCluster(Files.createTempDirectory("gpicl-slurm"));
    try {
      cluster.startDaemons();
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static boolean installed(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin")
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  private void startDaemons() throws Exception {
    new ProcessBuilder("chmod", "755", directory.toString()).start().waitFor();
    Path munge = Files.createDirectory(directory.resolve("munge"));
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Files.write(munge.resolve("key"), key);
    ended("chmod", "400", munge.resolve("key").toString());
    ended("chown", "-R", "munge", munge.toString());
    ended("chmod", "711", munge.toString());
    for (String folder : List.of("state", "n1", "n2")) {
      Files.createDirectory(directory.resolve(folder));
    }
    Files.writeString(configuration(), settings());
    daemon(
        "munged",
        "setpriv",
        "--reuid=munge",
        "--regid=munge",
        "--clear-groups",
        "munged",
        "--foreground",
        "--force",
        "--key-file=" + munge.resolve("key"),
        "--socket=" + munge.resolve("socket"),
        "--pid-file=" + munge.resolve("pid"),
        "--log-file=" + munge.resolve("log"),
        "--seed-file=" + munge.resolve("seed"));
    await("munged", () -> Files.exists(munge.resolve("socket")));
    daemon("slurmctld", "slurmctld", "-D", "-c");
    daemon("n1", "slurmd", "-D", "-N", "n1");
    daemon("n2", "slurmd", "-D", "-N", "n2");
    await("both nodes", () -> tried("sinfo", "-h", "-t", "idle", "-o", "%D").strip().equals("2"));
  }

  private String settings() throws IOException {
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip().split("\\.")[0];
    return """
        ClusterName=gpicl
        SlurmctldHost=%1$s(127.0.0.1)
        SlurmctldPort=%2$d
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        AuthInfo=socket=%5$s/munge/socket,cred_expire=5
        StateSaveLocation=%5$s/state
        SlurmctldPidFile=%5$s/slurmctld.pid
        SlurmdPidFile=%5$s/%%n.pid
        SlurmdSpoolDir=%5$s/%%n
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        MpiDefault=none
        ReturnToService=2
        SlurmdParameters=config_overrides
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        SchedulerParameters=sched_interval=1,batch_sched_delay=0
        KillWait=30
        NodeName=n1 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%3$d CPUs=1
        NodeName=n2 NodeHostname=%1$s NodeAddr=127.0.0.1 Port=%4$d CPUs=1
        PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
        """
        .formatted(host, freePort(), freePort(), freePort(), directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private Path configuration() {
    return directory.resolve("slurm.conf");
  }

  /** With these, Slurm's commands find this cluster. */
  public Map<String, String> environment() {
    return Map.of("SLURM_CONF", configuration().toString());
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    builder
        .environment()
        .compute("PATH", (name, path) -> path + ":/usr/sbin:/usr/bin:/usr/local/sbin");
    return builder;
  }

  private void daemon(String name, String... command) throws IOException {
    File log = directory.resolve(name + ".log").toFile();
    daemons.add(builder(command).redirectOutput(log).start());
  }

  /** Runs a command of Slurm that must go well; returns what it prints. */
  public String ended(String... command) throws Exception {
    Process process = builder(command).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      fail(Arrays.toString(command) + " failed: " + output);
    }
    return output;
  }

  private String tried(String... command) {
    try {
      Process process = builder(command).start();
      String output = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 ? output : "";
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ids and states, such as {@code 17_1 RUNNING}, one task a line. */
  public List<String> tasks() {
    return tried("squeue", "--noheader", "--array", "--format=%i %T").lines().sorted().toList();
  }

  /** Waits until the tasks are as they should be. */
  public void awaitTasks(String what, Predicate<List<String>> condition) throws IOException {
    await(what + " of " + directory, () -> condition.test(tasks()));
  }

  private interface Condition {
    boolean met();
  }

  private void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.met()) {
      if (System.nanoTime() > end) {
        fail("waited too long for " + what + "; tasks: " + tasks() + logs());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("munged", "slurmctld", "n1", "n2")) {
      Path log = directory.resolve(name + ".log");
      if (Files.exists(log)) {
        all.append("\n--- ").append(name).append('\n').append(Files.readString(log));
      }
    }
    return all.toString();
  }

  @Override
  public void close() throws Exception {
    tried("scancel", "--user=root");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!tasks().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    for (int last = daemons.size() - 1; last >= 0; last--) {
      Process daemon = daemons.get(last);
      daemon.destroy();
      if (!daemon.waitFor(10, TimeUnit.SECONDS)) {
        daemon.destroyForcibly().waitFor();
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
