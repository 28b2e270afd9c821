package org.gpicl.tasks.images;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The image sets that have a name, and what is known of each before it is read. */
public final class NamedSets {
  /** Drawn by the program. */
  static final String GLYPHS = "glyphs";

  /** What a folder is counted as whose files were not read yet. */
  private static final int IMAGES_OF_A_FOLDER = 70_000;

  private static final List<KnownImageSet> PUBLISHED = KnownImageSet.all();

  private NamedSets() {}

  /** All names, as sweep files have them. */
  public static List<String> names() {
    return Stream.concat(PUBLISHED.stream().map(KnownImageSet::name), Stream.of(GLYPHS)).toList();
  }

  /** How many classes a set has; empty for one without a name. */
  public static OptionalInt classes(String set) {
    return set.equals(GLYPHS)
        ? OptionalInt.of(GlyphSource.CLASSES)
        : known(set).mapToInt(KnownImageSet::classes).findFirst();
  }

  /** About how many images of both splits there are, for estimates. */
  public static int images(ImageSpec spec) {
    return spec.set().equals(GLYPHS)
        ? GlyphSource.TRAINING_IMAGES + GlyphSource.TEST_IMAGES
        : known(spec.set()).mapToInt(KnownImageSet::images).findFirst().orElse(IMAGES_OF_A_FOLDER);
  }

  private static Stream<KnownImageSet> known(String set) {
    return PUBLISHED.stream().filter(each -> each.name().equals(set));
  }
}
