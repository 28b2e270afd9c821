package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.gpicl.fuzz.BoundedCall;
import org.gpicl.fuzz.Cases;
import org.gpicl.fuzz.Damage;
import org.gpicl.fuzz.FuzzedBytes;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.Problem;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;

/**
 * Whatever is given for a sweep file or an override, it ends in a sweep, whose resolved file is the
 * same sweep, or in a few short problems. {@code CheckpointFuzzTest} explains how to run this for
 * longer.
 */
class SweepFileFuzzTest {
  private static final Path FILE = Path.of("target", "fuzz", "sweep.yaml");

  /**
   * What an event of YAML and a value cost; see also {@link org.gpicl.sweep.yaml.YamlReaderTest}
   * for long texts.
   */
  private static final int BYTES_PER_CHARACTER = 1000;

  private static final int BYTES_PER_CELL = 4000;
  private static final int BYTES_PER_EVALUATION = 600;
  private static final long BYTES_AT_LEAST = 32 << 20;

  /** A larger sweep is not written and read once more. */
  private static final int COMPARED_CELLS = 300;

  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1);

  private final BoundedCall calls = new BoundedCall();

  /** A sweep file's text and its overrides. */
  record Fuzzed(String text, List<String> overrides) {
    int characters() {
      return text.length() + overrides.stream().mapToInt(String::length).sum();
    }

    /** As a Java literal would have it. */
    @Override
    public String toString() {
      return escaped(text) + " with " + overrides.stream().map(Fuzzed::escaped).toList();
    }

    private static String escaped(String text) {
      StringBuilder escaped = new StringBuilder("\"");
      text.chars()
          .forEach(
              c ->
                  escaped.append(
                      c >= ' ' && c < 0x7F && c != '"' && c != '\\'
                          ? String.valueOf((char) c)
                          : String.format("\\u%04x", c)));
      return escaped.append('"').toString();
    }
  }

  private static Fuzzed texts(Random random) {
    return new Fuzzed(HostileSweepFile.text(random), List.of());
  }

  private static Fuzzed overridden(Random random) {
    return new Fuzzed(
        random.nextInt(4) == 0 ? "name: x\nrecipe: small" : RandomSweepFile.text(random.nextLong()),
        HostileSweepFile.overrides(random));
  }

  private static FuzzedBytes files(Random random) {
    if (random.nextInt(10) == 0) {
      return Damage.noise(random, 2000);
    }
    Charset encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
    return Damage.of(
        RandomSweepFile.text(random.nextLong()).getBytes(encoding),
        HostileSweepFile.text(random).getBytes(encoding),
        random);
  }

  @Test
  void noTextEndsInAnythingButASweepOrItsProblems() {
    Cases.of(11, 250).each(SweepFileFuzzTest::texts, this::readsOrRefuses);
  }

  @Test
  void noOverrideEndsInAnythingButASweepOrItsProblems() {
    Cases.of(12, 250).each(SweepFileFuzzTest::overridden, this::readsOrRefuses);
  }

  @Test
  void noFileEndsInAnythingButASweepOrItsProblems() throws IOException {
    Files.createDirectories(FILE.getParent());
    Cases.of(13, 250)
        .each(
            SweepFileFuzzTest::files,
            input -> {
              Files.write(FILE, input.bytes());
              readsOrRefuses(input.bytes().length, () -> SweepFile.read(FILE, List.of()));
            });
  }

  private void readsOrRefuses(Fuzzed fuzzed) {
    readsOrRefuses(
        fuzzed.characters(), () -> SweepFile.parse(fuzzed.text(), "x.yaml", fuzzed.overrides()));
  }

  private void readsOrRefuses(int characters, Callable<Sweep> call) {
    var outcome = calls.of(call).isAValueOr(SweepFileException.class);
    long cells = outcome.value().map(sweep -> sweep.cells().size()).orElse(0);
    long evaluations =
        outcome.value().stream()
            .flatMap(sweep -> sweep.evaluations().values().stream())
            .mapToLong(List::size)
            .sum();
    outcome.tookAtMost(
        BYTES_AT_LEAST
            + (long) BYTES_PER_CHARACTER * characters
            + BYTES_PER_CELL * cells
            + BYTES_PER_EVALUATION * evaluations);
    outcome.value().ifPresent(SweepFileFuzzTest::readsBack);
    outcome.thrown().ifPresent(refused -> isReadable((SweepFileException) refused));
  }

  private static void readsBack(Sweep sweep) {
    assertThat(sweep.cells()).isNotEmpty();
    if (sweep.cells().size() <= COMPARED_CELLS) {
      Sweep again = SweepFile.parse(sweep.resolved(), "resolved", List.of());
      assertThat(again).isEqualTo(sweep);
    }
  }

  private static void isReadable(SweepFileException refused) {
    assertThat(refused.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
    for (Problem problem : refused.problems()) {
      assertThat(problem.toString().length()).as("length of %s", problem).isLessThan(1000);
      assertThat(problem.toString().codePoints().boxed().toList())
          .as("characters of %s", problem)
          .noneMatch(Character::isISOControl);
      assertThat(problem.message()).doesNotContain("Exception");
    }
  }
}
