package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.axis.Axis;
import org.gpicl.sweep.axis.Written;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.ImageContent;

/** Writes settings as a complete sweep file, every default included. */
final class ResolvedText {
  private final Axes axes;
  private final List<Settings> settings;

  private ResolvedText(Axes axes, List<Settings> settings) {
    this.axes = axes;
    this.settings = settings;
  }

  /**
   * Writes a sweep.
   *
   * @param settings of the file's first values, then of every combination
   */
  static String of(Axes axes, List<Settings> settings) {
    return new ResolvedText(axes, settings).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder("# Every setting, the recipe's defaults written out.\n");
    String section = "";
    for (Key<?> key : KeyTable.ALL.values()) {
      Optional<String> value = value(key);
      if (value.isEmpty()) {
        continue;
      }
      if (!key.section().equals(section)) {
        section = key.section();
        if (!section.isEmpty()) {
          text.append(section).append(":\n");
        }
      }
      text.append(section.isEmpty() ? "" : "  ")
          .append(key.leaf())
          .append(": ")
          .append(value.get())
          .append('\n');
    }
    return text.toString();
  }

  private Optional<String> value(Key<?> key) {
    if (key.equals(Keys.TOGETHER)) {
      return together();
    }
    if (axes.searches(key) || ofAnUntrainedModel(key)) {
      return Optional.empty();
    }
    Optional<String> varying = varying(key);
    if (varying.isPresent() || axes.of(key).isPresent() || replaced(key)) {
      return varying;
    }
    if (key.equals(Keys.CONTENTS)) {
      return contents();
    }
    if (key.equals(EvaluationKeys.IMAGES) && varies(Keys.IMAGES)) {
      // Each set is evaluated on itself, and on what the file names.
      return Optional.ofNullable(axes.single().get(key)).map(given -> Written.of(key, given));
    }
    return settings.stream().flatMap(one -> one.find(key).stream()).findFirst().map(key::write);
  }

  /**
   * Whether a key has an effect only on a model that no combination trains. What the file gives is
   * kept: samples are drawn of it, formulas follow it, and another model may be trained later.
   */
  private boolean ofAnUntrainedModel(Key<?> key) {
    boolean given =
        KeyTable.ALL.values().stream()
            .filter(one -> one.equals(key) || ofOneModel(one, key))
            .anyMatch(one -> axes.where(one).isPresent() || axes.distribution(one).isPresent());
    return !given
        && settings.stream()
            .noneMatch(
                one ->
                    Stream.of(ModelKind.values())
                        .anyMatch(kind -> one.trains(kind) && KeyTable.concerns(key, kind)));
  }

  private static boolean ofOneModel(Key<?> one, Key<?> other) {
    return Stream.of(ModelKind.values())
        .map(ModelKind::key)
        .anyMatch(model -> one.section().equals(model) && other.section().equals(model));
  }

  private Optional<String> varying(Key<?> key) {
    return axes.distribution(key)
        .map(drawn -> Written.of(key, drawn))
        .or(
            () ->
                axes.of(key)
                    .filter(axis -> axis.form() == Axis.Form.LIST)
                    .map(axis -> list(axis, key)))
        .or(
            () ->
                Optional.ofNullable(axes.single().get(key))
                    .filter(value -> Written.formula(key, value).isPresent())
                    .map(value -> Written.of(key, value)));
  }

  private boolean varies(Key<?> key) {
    return axes.of(key).isPresent() || varying(key).isPresent();
  }

  /** Whether a key has a default that would exclude or repeat one that varies. */
  private boolean replaced(Key<?> key) {
    if (axes.single().containsKey(key)) {
      return false;
    }
    for (TrainingKeys model : KeyTable.training()) {
      boolean other =
          key.equals(model.steps()) && varies(model.epochs())
              || key.equals(model.epochs()) && varies(model.steps())
              || key.equals(model.batch()) && varies(Keys.BATCH)
              || key.equals(model.evaluateEvery()) && varies(EvaluationKeys.EVERY);
      if (other) {
        return true;
      }
    }
    return false;
  }

  private static String list(Axis axis, Key<?> key) {
    int column = axis.keys().indexOf(key);
    return axis.points().stream()
        .map(point -> point.get(column))
        .map(value -> Written.of(key, value))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private Optional<String> together() {
    List<String> maps =
        axes.all().stream()
            .filter(axis -> axis.form() == Axis.Form.TOGETHER)
            .map(
                axis ->
                    axis.keys().stream()
                        .map(key -> key.path() + ": " + list(axis, key))
                        .collect(Collectors.joining(", ", "{", "}")))
            .toList();
    return maps.isEmpty() ? Optional.empty() : Optional.of(maps.toString());
  }

  /** What the folders of all combinations hold. */
  private Optional<String> contents() {
    Set<ImageContent> all = new LinkedHashSet<>();
    settings.forEach(one -> one.find(Keys.CONTENTS).ifPresent(all::addAll));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(Keys.CONTENTS.write(new ArrayList<>(all)));
  }
}
