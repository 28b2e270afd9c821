package org.gpicl.tasks.images;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The image sets that have a name, and what is known of each before it is read. */
public final class NamedSets {
  /** Drawn by the program: characters. */
  static final String GLYPHS = "glyphs";

  /** Drawn by the program: noise. */
  static final String RANDOM = "random";

  /** What a folder is counted as whose files were not read yet. */
  private static final int IMAGES_OF_A_FOLDER = 70_000;

  private static final List<KnownImageSet> PUBLISHED = KnownImageSet.all();

  private NamedSets() {}

  /** All names, as sweep files have them. */
  public static List<String> names() {
    return Stream.concat(PUBLISHED.stream().map(KnownImageSet::name), Stream.of(GLYPHS, RANDOM))
        .toList();
  }

  /** How many classes a set has; empty for one without a name. */
  public static OptionalInt classes(String set) {
    return switch (set) {
      case GLYPHS -> OptionalInt.of(GlyphSource.CLASSES);
      case RANDOM -> OptionalInt.of(RandomSource.MOST_CLASSES);
      default -> known(set).mapToInt(KnownImageSet::classes).findFirst();
    };
  }

  /** About how many images of both splits there are, for estimates. */
  public static int images(ImageSpec spec) {
    return switch (spec.set()) {
      case GLYPHS -> GlyphSource.TRAINING_IMAGES + GlyphSource.TEST_IMAGES;
      case RANDOM ->
          spec.classes()
              * (RandomSource.TRAINING_IMAGES_PER_CLASS + RandomSource.TEST_IMAGES_PER_CLASS);
      default ->
          known(spec.set()).mapToInt(KnownImageSet::images).findFirst().orElse(IMAGES_OF_A_FOLDER);
    };
  }

  private static Stream<KnownImageSet> known(String set) {
    return PUBLISHED.stream().filter(each -> each.name().equals(set));
  }
}
