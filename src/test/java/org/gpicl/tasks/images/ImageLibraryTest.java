package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.pictures.CifarLayout;
import org.gpicl.tasks.pictures.SetBytes;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLibraryTest {
  private static final ImageSpec SPEC = new ImageSpec("tiny", 2, 3, PixelScale.UNIT);
  private static final String IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String LABELS = "t10k-labels-idx1-ubyte.gz";

  @TempDir Path home;

  private HttpServer server;
  private final Map<String, byte[]> served = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> progress = new ArrayList<>();
  private boolean cutNext;
  private boolean ranges = true;

  @BeforeEach
  void serve() throws IOException {
    served.put(IMAGES, IdxBytes.gzip(IdxBytes.images(12, 4, 4)));
    served.put(LABELS, IdxBytes.gzip(IdxBytes.labels(12, 3)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst("^/(good|bad)/", "");
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(name + (range == null ? "" : " " + range));
    byte[] bytes = served.get(name);
    if (bytes == null || exchange.getRequestURI().getPath().startsWith("/bad/")) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int from = 0;
    if (ranges && range != null) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (from >= bytes.length) {
        exchange.sendResponseHeaders(416, -1);
        exchange.close();
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    boolean cut = cutNext;
    cutNext = false;
    int to = cut ? from + (bytes.length - from) / 2 : bytes.length;
    exchange.getResponseBody().write(bytes, from, to - from);
    exchange.getResponseBody().flush();
    exchange.close(); // before all that was announced, if the connection is to break
  }

  private ImageLibrary library(boolean offline, String... paths) {
    List<URI> mirrors =
        Arrays.stream(paths)
            .map(path -> URI.create("http://localhost:" + server.getAddress().getPort() + path))
            .toList();
    Map<String, String> md5 =
        Map.of(
            IMAGES.replace(".gz", ""), md5(IdxBytes.gzip(IdxBytes.images(12, 4, 4))),
            LABELS.replace(".gz", ""), md5(IdxBytes.gzip(IdxBytes.labels(12, 3))));
    KnownImageSet tiny =
        new KnownImageSet("tiny", "TINY", mirrors, new PublishedHashes(Map.of(), md5));
    return new ImageLibrary(
        home.resolve("data"),
        home.resolve("cache"),
        offline,
        List.of(tiny),
        (source, bytes, total) -> progress.add(source.getPath() + " " + bytes + "/" + total));
  }

  private static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.md5().digest(bytes));
  }

  private Path cached(String name) {
    return home.resolve("cache/tiny").resolve(name);
  }

  @Test
  void whatIsNotHereIsDownloadedOnceAndChecked() {
    ImageSet images = library(false, "/good/").load(SPEC, Split.TEST);
    assertThat(images.count()).isEqualTo(12);
    assertThat(images.verification()).isEqualTo(Verification.VERIFIED);
    library(false, "/good/").load(SPEC, Split.TEST);
    assertThat(requests).containsExactly(IMAGES, LABELS);
    int size = served.get(IMAGES).length;
    assertThat(progress).contains("/good/" + IMAGES + " " + size + "/" + size);
    assertThat(cached(IMAGES + ".part")).doesNotExist();
  }

  @Test
  void checkDownloadsAndThenAllIsThere() {
    library(false, "/good/").check(SPEC, Split.TEST);
    server.stop(0);
    assertThat(library(true).load(SPEC, Split.TEST).count()).isEqualTo(12);
  }

  @Test
  void aBrokenConnectionGoesOnWhereItBroke() {
    cutNext = true;
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
    int half = served.get(IMAGES).length / 2;
    assertThat(requests).containsExactly(IMAGES, IMAGES + " bytes=" + half + "-", LABELS);
  }

  @Test
  void aPartOfAnEarlierRunIsGoneOnWith() {
    byte[] begun = Arrays.copyOf(served.get(IMAGES), 20);
    IdxBytes.write(cached(IMAGES + ".part"), begun);
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
    assertThat(requests).containsExactly(IMAGES + " bytes=20-", LABELS);
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAgain() {
    ranges = false;
    IdxBytes.write(cached(IMAGES + ".part"), new byte[20]);
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
  }

  @Test
  void aPartOfAnotherFileIsThrownAwayAndFetchedAgain() {
    IdxBytes.write(cached(IMAGES + ".part"), new byte[20]);
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
    assertThat(requests).containsExactly(IMAGES + " bytes=20-", IMAGES, LABELS);
  }

  @Test
  void aWholePartOnlyNeedsItsName() {
    IdxBytes.write(cached(IMAGES + ".part"), served.get(IMAGES));
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
  }

  @Test
  void aWrongHashIsReportedAndTheFileDeleted() {
    byte[] right = served.get(IMAGES);
    byte[] wrong = right.clone();
    wrong[wrong.length - 1] ^= 1;
    served.put(IMAGES, wrong);
    assertThatThrownBy(() -> library(false, "/good/").load(SPEC, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("/good/" + IMAGES)
        .hasMessageContaining(md5(right))
        .hasMessageContaining("deleted");
    assertThat(cached(IMAGES)).doesNotExist();
    assertThat(cached(IMAGES + ".part")).doesNotExist();
    assertThat(requests).containsExactly(IMAGES);
  }

  @Test
  void anArchiveOfASetIsFetchedOnceForBothSplits() {
    Map<String, byte[]> files = new HashMap<>();
    for (int batch = 1; batch <= 5; batch++) {
      files.put("data_batch_" + batch + ".bin", SetBytes.cifar(10, batch));
    }
    files.put("test_batch.bin", SetBytes.cifar(10, 6));
    byte[] archive = IdxBytes.gzip(SetBytes.tar(files));
    served.put("cifar-10-binary.tar.gz", archive);
    URI mirror = URI.create("http://localhost:" + server.getAddress().getPort() + "/good/");
    KnownImageSet set =
        new KnownImageSet(
            "cifar10",
            10,
            60,
            new CifarLayout(),
            List.of(),
            List.of(mirror),
            new PublishedHashes(Map.of(), Map.of("cifar-10-binary.tar", md5(archive))));
    ImageLibrary library =
        new ImageLibrary(null, home.resolve("cache"), false, List.of(set), DownloadProgress.SILENT);
    ImageSpec spec = new ImageSpec("cifar10", 8, 3, 10, PixelScale.STANDARDISED, "");
    assertThat(library.needsDownload("cifar10")).isTrue();
    assertThat(library.load(spec, Split.TEST).verification()).isEqualTo(Verification.VERIFIED);
    assertThat(library.load(spec, Split.TRAIN).count()).isEqualTo(50);
    assertThat(requests).containsExactly("cifar-10-binary.tar.gz");
    assertThat(library.needsDownload("cifar10")).isFalse();
  }

  @Test
  void theNextMirrorIsTriedWhereOneHasNothing() {
    assertThat(library(false, "/bad/", "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
  }

  @Test
  void aMissingFileIsReportedWithAllPlacesLookedAt() {
    served.clear();
    assertThatThrownBy(() -> library(false, "/bad/", "/good/").check(SPEC, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(home.resolve("data/tiny").toString())
        .hasMessageContaining(home.resolve("cache/tiny").toString())
        .hasMessageContaining("/bad/" + IMAGES + ": the server answered 404")
        .hasMessageContaining("/good/" + IMAGES + ": the server answered 404")
        .hasMessageContaining("--data")
        .hasMessageContaining("glyphs");
  }

  @Test
  void noNetworkAndNoFilesIsOneMessage() {
    ImageLibrary library = library(false, "/good/");
    server.stop(0);
    assertThatThrownBy(() -> library.load(SPEC, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("test images of tiny")
        .hasMessageContaining("Connection refused")
        .hasMessageContaining(IMAGES);
  }

  @Test
  void offlineNothingIsAskedFor() {
    assertThatThrownBy(() -> library(true, "/good/").load(SPEC, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("switched off");
    assertThat(requests).isEmpty();
  }

  @Test
  void theDataDirectoryComesBeforeTheNetwork() {
    IdxBytes.writeSplit(home.resolve("data/tiny"), Split.TEST);
    assertThat(library(false, "/good/").load(SPEC, Split.TEST).count()).isEqualTo(12);
    assertThat(requests).isEmpty();
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    for (String name : new String[] {"minst", "../tiny", ""}) {
      ImageSpec spec = new ImageSpec(name, 2, 3, PixelScale.UNIT);
      assertThatThrownBy(() -> library(false, "/good/").check(spec, Split.TEST))
          .isInstanceOf(ImageSetException.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining(
              "tiny, glyphs, random, idx:DIR for a folder of IDX files, or images:DIR");
    }
  }

  @Test
  void moreClassesThanThereAreAreRefused() {
    for (String name : new String[] {"tiny", "glyphs"}) {
      ImageSpec spec = new ImageSpec(name, 2, 11, PixelScale.UNIT);
      assertThatThrownBy(() -> library(false, "/good/").check(spec, Split.TEST))
          .isInstanceOf(ImageSetException.class)
          .hasMessageContaining("10 classes")
          .hasMessageContaining("11");
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void aFolderNeedsOnlyTheSplitThatIsAskedFor() {
    Path folder = home.resolve("mine");
    IdxBytes.writeSplit(folder, Split.TEST);
    ImageSpec spec = new ImageSpec("idx:" + folder, 2, 3, PixelScale.STANDARDISED);
    assertThatCode(() -> library(true).check(spec, Split.TEST)).doesNotThrowAnyException();
    assertThatThrownBy(() -> library(true).check(spec, Split.TRAIN))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("train-images-idx3-ubyte[.gz] and train-labels-idx1-ubyte[.gz]");
  }

  @Test
  void checkFindsFilesThatDoNotBelongTogether() {
    Path folder = home.resolve("mine");
    IdxBytes.writeSplit(folder, Split.TEST);
    IdxBytes.write(folder.resolve(LABELS), IdxBytes.gzip(IdxBytes.labels(13, 3)));
    ImageSpec spec = new ImageSpec("idx:" + folder, 2, 3, PixelScale.UNIT);
    assertThatThrownBy(() -> library(true).check(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("13 labels");
  }

  @Test
  void anAlteredFileIsReportedAsSuch() throws IOException {
    Path folder = home.resolve("data/mnist");
    Files.createDirectories(folder);
    IdxBytes.writeSplit(folder, Split.TEST);
    ImageLibrary library =
        new ImageLibrary(
            home.resolve("data"),
            home.resolve("cache"),
            true,
            KnownImageSet.all(),
            DownloadProgress.SILENT);
    ImageSpec spec = new ImageSpec("mnist", 2, 3, PixelScale.UNIT);
    assertThat(library.load(spec, Split.TEST).verification()).isEqualTo(Verification.ALTERED);
  }
}
