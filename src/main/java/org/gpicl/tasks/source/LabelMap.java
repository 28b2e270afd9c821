package org.gpicl.tasks.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class each label of an image set becomes: labels that occur, in ascending order, become the
 * classes 0, 1, 2, ... Labels that are 0, 1, 2, ... themselves stay what they are.
 */
public final class LabelMap {
  private static final int MOST = 256;

  private final int[] labels;
  private final List<String> names;
  private final byte[] classes = new byte[MOST];

  private LabelMap(int[] labels) {
    this(labels, List.of());
  }

  /**
   * @param names what classes are called; none if their labels are numbers
   */
  private LabelMap(int[] labels, List<String> names) {
    this.labels = labels;
    this.names = names;
    for (int k = 0; k < labels.length; k++) {
      classes[labels[k]] = (byte) k;
    }
  }

  /** For the labels 0 to {@code count - 1}, whether they occur or not. */
  public static LabelMap upTo(int count) {
    return from(0, count);
  }

  /** For {@code count} labels from {@code first} on, whether they occur or not. */
  static LabelMap from(int first, int count) {
    return new LabelMap(IntStream.range(first, first + count).toArray());
  }

  /** For classes with names. */
  public static LabelMap named(List<String> names) {
    return new LabelMap(IntStream.range(0, names.size()).toArray(), List.copyOf(names));
  }

  /** For the labels that occur in some files. */
  static LabelMap of(List<byte[]> files) {
    boolean[] occurs = occurring(files);
    return new LabelMap(IntStream.range(0, MOST).filter(label -> occurs[label]).toArray());
  }

  private static boolean[] occurring(List<byte[]> files) {
    boolean[] occurs = new boolean[MOST];
    for (byte[] file : files) {
      for (byte label : file) {
        occurs[label & 0xFF] = true;
      }
    }
    return occurs;
  }

  /** How many classes there are. */
  public int count() {
    return labels.length;
  }

  /** Refuses labels of a file that are none of these. */
  void requireKnown(byte[] given, IdxFile file) {
    boolean[] known = new boolean[MOST];
    for (int label : labels) {
      known[label] = true;
    }
    for (int k = 0; k < given.length; k++) {
      if (!known[given[k] & 0xFF]) {
        throw file.defect(
            "label %d of image %d is not one of %s", given[k] & 0xFF, k, ranges(labels));
      }
    }
  }

  /** The classes of some labels. */
  byte[] classesOf(byte[] given) {
    byte[] mapped = new byte[given.length];
    for (int k = 0; k < given.length; k++) {
      mapped[k] = classes[given[k] & 0xFF];
    }
    return mapped;
  }

  /** Which labels the first classes are, in words; empty if each label is its class. */
  public String mapping(int first) {
    return maps(first) ? described(first) : "";
  }

  /** Whether the first classes are not simply the labels of the same numbers. */
  public boolean maps(int first) {
    return !names.isEmpty()
        || IntStream.range(0, Math.min(first, labels.length)).anyMatch(k -> labels[k] != k);
  }

  /** Such as {@code labels 1 to 5 are used as classes 0 to 4}. */
  public String described(int first) {
    int used = Math.min(first, labels.length);
    return "%s %s are used as classes 0 to %d"
        .formatted(names.isEmpty() ? "labels" : "folders", first(used), used - 1);
  }

  /**
   * Makes sure that there are images of every class.
   *
   * @param used the classes of a split's images
   * @param from what the labels are of, for messages
   */
  public void require(int wanted, byte[] used, String from) {
    if (labels.length == 1) {
      throw new ImageSetException(
          ("%s: all its images have the label %s, and with a single class there is nothing to"
                  + " tell apart. Use files with at least two labels.")
              .formatted(from, label(0)));
    }
    if (labels.length < wanted) {
      throw new ImageSetException(
          "%s: its images have the labels %s, which are %d classes, but images.classes is %d. Set images.classes to %s."
              .formatted(from, first(labels.length), labels.length, wanted, atMost(labels.length)));
    }
    boolean[] occurs = occurring(List.of(used));
    for (int k = 0; k < wanted; k++) {
      if (!occurs[k]) {
        throw new ImageSetException(
            "%s: none of its images has the label %s, which is one of the %d that images.classes asks for (%s). %s"
                .formatted(
                    from,
                    label(k),
                    wanted,
                    first(wanted),
                    k < 2
                        ? "Use files that have it."
                        : "Set images.classes to " + atMost(k) + ", or use files that have it."));
      }
    }
  }

  private String label(int k) {
    return names.isEmpty() ? String.valueOf(labels[k]) : names.get(k);
  }

  private String first(int count) {
    return names.isEmpty() ? ranges(Arrays.copyOf(labels, count)) : listed(names.subList(0, count));
  }

  private static String atMost(int classes) {
    return classes == 2 ? "2" : classes + " or fewer";
  }

  /** Such as {@code 0, 1 and 3 to 9}. */
  private static String ranges(int[] ascending) {
    List<String> ranges = new ArrayList<>();
    int begin = 0;
    for (int k = 1; k <= ascending.length; k++) {
      if (k < ascending.length && ascending[k] == ascending[k - 1] + 1) {
        continue;
      }
      int from = ascending[begin];
      int to = ascending[k - 1];
      ranges.add(to - from > 1 ? from + " to " + to : String.valueOf(from));
      if (to - from == 1) {
        ranges.add(String.valueOf(to));
      }
      begin = k;
    }
    return listed(ranges);
  }

  private static String listed(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
