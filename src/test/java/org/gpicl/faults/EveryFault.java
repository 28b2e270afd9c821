package org.gpicl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Does something with files again and again, letting its first change fail, then its second, until
 * none fails; each time the disk is well again afterwards and the same is done once more.
 */
public final class EveryFault {
  private static final double[] ARRIVING = {0, 0.5, 1};

  /** What is done with files; it may end in any exception when a change fails. */
  public interface Work {
    void with(Path directory) throws Exception;
  }

  /** Says what is wrong with the files that a failed attempt has left, by throwing. */
  public interface Check {
    void of(Path directory) throws Exception;
  }

  private EveryFault() {}

  /**
   * Tries every fault.
   *
   * @param scratch a directory for the directories of the attempts
   * @param before brings a directory into the state that the work begins with
   * @param afterFailure looks at what a failed attempt leaves
   * @return how many faults there are
   */
  public static int of(Path scratch, Work before, Work work, Check afterFailure) throws Exception {
    return of(scratch, 1, before, work, afterFailure);
  }

  /**
   * Tries every fault of work that is quick, of slow work one in so many.
   *
   * @param stride how many, unless {@code -Dgpicl.faults.stride} says it
   */
  public static int of(Path scratch, int stride, Work before, Work work, Check afterFailure)
      throws Exception {
    Path undisturbed = directory(scratch, "undisturbed");
    before.with(undisturbed);
    work.with(new FaultyFileSystem(Faults.none()).path(undisturbed));
    Map<String, byte[]> expected = files(undisturbed);
    int tried = 0;
    for (Faults.Afterwards afterwards : Faults.Afterwards.values()) {
      for (double arriving : ARRIVING) {
        tried +=
            everyChange(
                scratch,
                Integer.getInteger("gpicl.faults.stride", stride),
                before,
                work,
                afterFailure,
                expected,
                arriving,
                afterwards);
      }
    }
    return tried;
  }

  private static int everyChange(
      Path scratch,
      int stride,
      Work before,
      Work work,
      Check afterFailure,
      Map<String, byte[]> expected,
      double arriving,
      Faults.Afterwards afterwards)
      throws Exception {
    for (int n = 0; ; n += stride) {
      String name = afterwards + "-" + arriving + "-" + n;
      Path directory = directory(scratch, name);
      before.with(directory);
      Faults faults = new Faults(n, arriving, afterwards);
      Path faulty = new FaultyFileSystem(faults).path(directory);
      try {
        work.with(faulty);
      } catch (Exception failure) {
        assertThat(faults.failed()).as("%s failed of itself: %s", name, failure).isTrue();
      }
      if (!faults.failed()) {
        return n;
      }
      afterFailure.of(directory);
      faults.heal();
      work.with(faulty);
      same(files(directory), expected, name);
      remove(directory);
    }
  }

  private static void same(Map<String, byte[]> actual, Map<String, byte[]> expected, String name) {
    assertThat(actual.keySet()).as(name).isEqualTo(expected.keySet());
    expected.forEach(
        (file, bytes) -> assertThat(actual.get(file)).as("%s: %s", name, file).isEqualTo(bytes));
  }

  /** All files below a directory, by their relative path. */
  public static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static Path directory(Path scratch, String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      Function<Path, String> byDepth = Path::toString;
      for (Path path : all.sorted(java.util.Comparator.comparing(byDepth).reversed()).toList()) {
        Files.delete(path);
      }
    }
  }
}
