package org.gpicl.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.images.FolderKind;

/**
 * The keys of cells, which name them in messages, files and steps: short, and the same whatever
 * else a sweep has. A key that would be too long for the name of a step has a digest in the place
 * of its swept settings.
 */
public final class CellKey {
  /** A step's name holds 100 characters, with the words around the key and the seed. */
  private static final int LONGEST = 66;

  private static final int DIGITS = 12;
  private static final int DIGITS_OF_A_FOLDER = 6;

  /** Compiled once: a sweep may have as many keys as cells. */
  private static final Pattern LEFT_OUT = Pattern.compile("[\\[\\]\" ()/]");

  private static final Pattern REPLACED = Pattern.compile("[^A-Za-z0-9.+-]");

  private static final Map<String, String> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("images.set", "i"),
          Map.entry("images.size", "px"),
          Map.entry("images.channels", "ch"),
          Map.entry("images.classes", "c"),
          Map.entry("images.pixels", "pix"),
          Map.entry("matrixScale", "m"),
          Map.entry("precision", "fp"),
          Map.entry("curriculum.classes", "cc"),
          Map.entry("curriculum.tasks", "ct"),
          Map.entry("curriculum.steps", "cs"),
          Map.entry("curriculum.every", "ce"),
          Map.entry("evaluate.every", "ev"),
          Map.entry("evaluate.seenTasks", "seen"),
          Map.entry("evaluate.sequencesPerTask", "espt"),
          Map.entry("evaluate.samplesPerTask", "esamples"),
          Map.entry("evaluate.maxSamples", "emax"));

  private static final Map<String, String> OF_A_MODEL =
      Map.ofEntries(
          Map.entry("steps", "st"),
          Map.entry("epochs", "ep"),
          Map.entry("batch", "b"),
          Map.entry("optimiser", "o"),
          Map.entry("learningRate", "lr"),
          Map.entry("epsilon", "eps"),
          Map.entry("weightDecay", "wd"),
          Map.entry("warmup", "wu"),
          Map.entry("schedule", "sc"),
          Map.entry("restarts", "rs"),
          Map.entry("evaluateEvery", "ev"),
          Map.entry("samplesPerTask", "samples"),
          Map.entry("maxSamples", "max"),
          Map.entry("finalRelu", "relu"),
          Map.entry("length", "t"),
          Map.entry("layers", "l"),
          Map.entry("heads", "hd"),
          Map.entry("inner", "in"),
          Map.entry("positions", "p"),
          Map.entry("activation", "act"),
          Map.entry("dropout", "do"),
          Map.entry("inputNorm", "norm"),
          Map.entry("initialisation", "init"),
          Map.entry("sequencesPerTask", "spt"),
          Map.entry("labelScale", "ls"));

  private CellKey() {}

  /**
   * Such as {@code transformer-n16384-h64-s0}, or {@code transformer-n16384-h64-lr0.003-l2-s0}.
   *
   * @param model the key of a {@link ModelKind}
   * @param swept in the order of the sweep file's keys
   */
  public static String of(
      String model, long tasks, long hidden, List<SweptSetting> swept, long seed) {
    StringBuilder key = new StringBuilder(model + "-n" + tasks + "-h" + hidden);
    int base = key.length();
    for (SweptSetting setting : swept) {
      key.append('-').append(part(setting));
    }
    if (key.length() > LONGEST) {
      String digest = Digests.sha256(key.substring(base)).substring(0, DIGITS);
      key.setLength(base);
      key.append("-x").append(digest);
    }
    return key.append("-s").append(seed).toString();
  }

  /** A setting in a key, such as {@code lr0.003}. */
  public static String part(SweptSetting setting) {
    return abbreviation(setting) + shortened(setting.value());
  }

  /** The key of a setting, shortened. */
  public static String abbreviation(SweptSetting setting) {
    String known = ABBREVIATIONS.get(setting.path());
    return known != null
        ? known
        : OF_A_MODEL.getOrDefault(setting.leaf(), setting.leaf().toLowerCase(Locale.ROOT));
  }

  /** Without what has a meaning in paths and addresses. */
  private static String shortened(String value) {
    for (FolderKind kind : FolderKind.values()) {
      if (value.contains(kind.prefix())) {
        return kind.key() + Digests.sha256(value).substring(0, DIGITS_OF_A_FOLDER);
      }
    }
    String plain = LEFT_OUT.matcher(value).replaceAll("").replace(',', '+');
    return REPLACED.matcher(plain).replaceAll("_");
  }
}
