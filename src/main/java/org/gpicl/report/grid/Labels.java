package org.gpicl.report.grid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.tasks.images.FolderKind;

/** How numbers and names are written in figures. */
public final class Labels {
  private static final double LONG_LOSS = 10_000;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int LONGEST_FILE_NAME = 100;
  private static final Map<String, String> IMAGE_SETS =
      Map.ofEntries(
          Map.entry("mnist", "MNIST"),
          Map.entry("fashion-mnist", "Fashion-MNIST"),
          Map.entry("kmnist", "KMNIST"),
          Map.entry("qmnist", "QMNIST"),
          Map.entry("emnist-letters", "EMNIST Letters"),
          Map.entry("emnist-balanced", "EMNIST Balanced"),
          Map.entry("emnist-digits", "EMNIST Digits"),
          Map.entry("emnist-byclass", "EMNIST ByClass"),
          Map.entry("emnist-bymerge", "EMNIST ByMerge"),
          Map.entry("cifar10", "CIFAR-10"),
          Map.entry("svhn", "SVHN"));

  private Labels() {}

  /** 2⁰, 2², ... where all are powers of two; plain numbers otherwise. */
  public static List<String> tasks(List<Long> counts) {
    boolean powers = powersOfTwo(counts);
    return counts.stream().map(n -> powers ? power(n) : grouped(n)).toList();
  }

  public static boolean powersOfTwo(List<Long> counts) {
    return counts.stream().allMatch(n -> Long.bitCount(n) == 1);
  }

  /** 2¹⁴ for 16384; plain for what is no power of two. */
  public static String power(long n) {
    if (Long.bitCount(n) != 1) {
      return grouped(n);
    }
    StringBuilder label = new StringBuilder("2");
    for (char digit : Integer.toString(Long.numberOfTrailingZeros(n)).toCharArray()) {
      label.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return label.toString();
  }

  /** 16,384. */
  public static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** 2.303, or 5.4e24 of a training that diverges. */
  public static String loss(double loss) {
    return Math.abs(loss) < LONG_LOSS
        ? String.format(Locale.ROOT, "%.3f", loss)
        : String.format(Locale.ROOT, "%.1e", loss).replaceFirst("e\\+0*", "e");
  }

  /** 0.98. */
  public static String twoDigits(double accuracy) {
    return String.format(Locale.ROOT, "%.2f", accuracy);
  }

  /** .98 where room is scarce. */
  public static String twoDigitsShort(double accuracy) {
    String text = twoDigits(accuracy);
    return text.startsWith("0") ? text.substring(1) : "1.0";
  }

  /** " ±.008"; nothing if the error is not known. */
  public static String error(double error, int digits) {
    return Double.isFinite(error)
        ? " ±" + String.format(Locale.ROOT, "%." + digits + "f", error).replaceFirst("^0", "")
        : "";
  }

  public static String count(long n, String one, String many) {
    return grouped(n) + " " + (n == 1 ? one : many);
  }

  /** The name of an image set for people; of a folder, its last part. */
  public static String imageSet(String name) {
    String folder = name.replaceFirst("[/\\\\]+$", "");
    boolean path = FolderKind.of(name).isPresent() && folder.matches("(?s).*[/\\\\].*");
    String shown =
        path
            ? folder.replaceFirst("(?s).*[/\\\\]", "")
            : FolderKind.of(name).map(kind -> name.substring(kind.prefix().length())).orElse(name);
    return OneLine.of(IMAGE_SETS.getOrDefault(name, shown));
  }

  static String evaluation(String evaluation, String trainingImages) {
    String others = EvaluationSet.UNSEEN + ":";
    return evaluation.startsWith(others)
        ? "unseen " + imageSet(evaluation.substring(others.length()))
        : evaluation + " " + imageSet(trainingImages);
  }

  /** Part of a file name made of any text. */
  public static String fileName(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.substring(0, Math.min(LONGEST_FILE_NAME, name.length()));
  }

  /** Such as "1, 2 and 3". */
  public static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
