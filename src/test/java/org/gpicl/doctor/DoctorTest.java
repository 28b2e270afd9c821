package org.gpicl.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gpicl.doctor.Finding.Verdict;
import org.gpicl.home.Home;
import org.gpicl.home.Owner;
import org.gpicl.home.OwnerLock;
import org.gpicl.machine.SystemZone;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final String OTHERS =
      ", qmnist, emnist-letters, emnist-balanced, emnist-digits, emnist-byclass, emnist-bymerge, cifar10, svhn";

  @TempDir Path directory;

  private Home home() throws IOException {
    Home home = new Home(directory.resolve("home"));
    home.create();
    return home;
  }

  private static Finding one(List<Finding> findings, String subject) {
    return findings.stream().filter(f -> f.subject().equals(subject)).findFirst().orElseThrow();
  }

  @Test
  void findingsAreReportedAsTheyAreMadeAndABrokenCheckIsOne() {
    List<Finding> reported = new ArrayList<>();
    Check broken =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    List<Finding> all = new Doctor(List.of(new MemoryCheck(4L << 30), broken)).look(reported::add);
    assertThat(reported).isEqualTo(all).hasSize(2);
    assertThat(all.get(0).verdict()).isEqualTo(Verdict.OK);
    assertThat(all.get(1).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(all.get(1).text()).contains("on purpose");
  }

  @Test
  void thisJdkWillDoAndHasVectors() {
    List<Finding> findings = new JdkCheck().look();
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.OK);
    assertThat(one(findings, "vectors").text()).containsPattern("\\d+ floats at a time");
  }

  @Test
  void aSmallHeapIsNoted() {
    assertThat(new MemoryCheck(200L << 20).look().get(0).verdict()).isEqualTo(Verdict.NOTE);
  }

  @Test
  void theClockSaysItsZone() {
    Clock berlin = CLOCK.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(new ClockCheck(berlin, new SystemZone(berlin.getZone(), "")).look().get(0).text())
        .isEqualTo("2026-11-25 13:00:00, zone Europe/Berlin");
  }

  @Test
  void kernelsThatAreNotTheBestAreNoted() {
    Processor processor = new Processor("a CPU", Set.of("avx2", "avx512bw", "avx512_bf16"));
    assertThat(new KernelCheck(processor, "Cooperlake").kernels().verdict()).isEqualTo(Verdict.OK);
    Finding preset = new KernelCheck(processor, "Haswell").kernels();
    assertThat(preset.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(preset.advice()).contains("OPENBLAS_CORETYPE=Cooperlake");
    assertThat(new KernelCheck(processor, null).kernels().verdict()).isEqualTo(Verdict.NOTE);
    Processor old = new Processor("an old CPU", Set.of("sse2"));
    assertThat(new KernelCheck(old, null).kernels().verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aHomeThatIsNotThereYetIsNothingWrongAndIsNotMade() {
    Home home = new Home(directory.resolve("a/b"));
    List<Finding> findings = new HomeCheck(home, Optional::empty, CLOCK).look();
    assertThat(one(findings, "home").text()).contains("does not exist yet");
    assertThat(new DatabaseCheck(home, Map.of()).look().get(0).verdict()).isEqualTo(Verdict.OK);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aHomeSaysWhatItTakesAndHowOldItsBackupIs() throws IOException {
    Home home = home();
    Files.write(home.shards().resolve("a"), new byte[2_000_000]);
    List<Finding> findings =
        new HomeCheck(home, () -> Optional.of(NOW.minusSeconds(7200)), CLOCK).look();
    assertThat(one(findings, "home").text()).contains("writable, takes 2.0 MB (shards 2.0 MB");
    assertThat(one(findings, "backup"))
        .isEqualTo(Finding.ok("backup", "the newest is 2 hours old"));
    assertThat(one(findings, "disk").text()).contains(" free");
    Finding old =
        one(
            new HomeCheck(home, () -> Optional.of(NOW.minusSeconds(864_000)), CLOCK).look(),
            "backup");
    assertThat(old.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(old.text()).contains("10 days");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aHomeThatCannotBeWrittenIsWrong() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    Finding finding = one(new HomeCheck(new Home(file), Optional::empty, CLOCK).look(), "home");
    assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(finding.text()).contains("cannot be written");
  }

  @Test
  void aDatabaseOpensOrIsDamagedAndIsLetGoAtOnce() throws IOException {
    Home home = home();
    Path file = home.database().resolveSibling("gpicl.mv.db");
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
      store.openMap("a").put("b", "c");
    }
    DatabaseCheck check = new DatabaseCheck(home, Map.of());
    assertThat(check.look().get(0).text()).startsWith("opens, ");
    try (OwnerLock lock = OwnerLock.take(home).orElseThrow()) {
      assertThat(check.look().get(0).text())
          .isEqualTo("in use by a process that is starting or ending");
      lock.announce(new Owner(4711, 1, "t", "2026-11-25T11:00:00Z", "night", "", "1"));
      assertThat(check.look().get(0))
          .isEqualTo(
              Finding.ok(
                  "database", "in use by process 4711 since 2026-11-25T11:00:00Z, sweep night"));
    }
    Files.write(file, new byte[0]);
    assertThat(check.look().get(0).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(check.look().get(0).advice()).contains("gpicl restore");
  }

  @Test
  void ofAHomeThatMayOnlyBeReadTheDatabaseIsReadWithoutTakingIt() throws IOException {
    Home home = home();
    try (MVStore store =
        new MVStore.Builder()
            .fileName(home.database().resolveSibling("gpicl.mv.db").toString())
            .open()) {
      store.openMap("a").put("b", "c");
    }
    File root = home.root().toFile();
    assumeTrue(root.setWritable(false) && !root.canWrite(), "not for root");
    try {
      assertThat(new DatabaseCheck(home, Map.of()).look().get(0).text())
          .isEqualTo("opens, and you may only read it");
      assertThat(home.lock()).doesNotExist();
    } finally {
      root.setWritable(true);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsWrongAndItsPasswordIsNotShown() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Finding finding =
        new DatabaseCheck(
                home(),
                Map.of(
                    "SPRING_DATASOURCE_URL",
                    "jdbc:postgresql://127.0.0.1:" + free + "/gpicl?password=secret"))
            .look()
            .get(0);
    assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
    assertThat(finding.text()).contains("jdbc:postgresql://127.0.0.1").doesNotContain("secret");
  }

  @Test
  void aPortIsFreeOrOursOrAnothers() throws Exception {
    Home home = home();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = server.getAddress().getPort();
    String[] answer = {"[]"};
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = answer[0].getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    PortCheck check = new PortCheck(port, home);
    try {
      Finding others = check.look().get(0);
      assertThat(others.verdict()).isEqualTo(Verdict.NOTE);
      assertThat(others.text()).startsWith("in use by ");
      if (OS.current() == OS.LINUX) {
        assertThat(others.text()).contains("process " + ProcessHandle.current().pid());
      }
      answer[0] = "{\"version\":\"0.1.0\",\"home\":\"%s\"}".formatted(home.root());
      assertThat(check.look().get(0))
          .isEqualTo(Finding.ok("port " + port, "gpicl 0.1.0 serves this home"));
      answer[0] = "{\"version\":\"0.1.0\",\"home\":\"/srv/other\"}";
      assertThat(check.look().get(0).text()).endsWith("serves the home /srv/other");
    } finally {
      server.stop(0);
    }
    assertThat(check.look().get(0).verdict()).isEqualTo(Verdict.OK);
  }

  private List<Finding> images(Path data) {
    return new ImageSetCheck(
            new ImageLibrary(
                data,
                directory.resolve("cache"),
                true,
                KnownImageSet.all(),
                DownloadProgress.SILENT),
            Optional.empty())
        .look();
  }

  @Test
  void imageSetsThatAreNotThereAreNotedAndDamagedOnesAreWrong() throws IOException {
    Path mnist = Files.createDirectories(directory.resolve("data/mnist"));
    assertThat(images(directory.resolve("data")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.NOTE);
              assertThat(finding.text())
                  .isEqualTo("not here: mnist, fashion-mnist, kmnist" + OTHERS);
            });
    Files.write(mnist.resolve("train-images-idx3-ubyte"), new byte[] {1, 2, 3});
    List<Finding> findings = images(directory.resolve("data"));
    assertThat(findings.get(0).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(findings.get(0).text()).startsWith("mnist: ").doesNotContain("\n");
    assertThat(findings.get(1).text()).isEqualTo("not here: fashion-mnist, kmnist" + OTHERS);
  }
}
