package org.gpicl.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.ModelKind;

/** Draws figures of chosen axes into a folder, for eyes: {@code LookAtFigures DIR}. */
final class LookAtFigures {
  private LookAtFigures() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    SampleSweep rates = swept();
    draw(
        directory,
        "two",
        rates,
        rates.outcomes(),
        "hidden",
        "transformer.learningRate",
        "unseen",
        List.of("transformer.layers"),
        List.of("tasks=4096"));
    draw(
        directory,
        "one",
        rates,
        rates.outcomes(),
        "hidden",
        "transformer.learningRate",
        "unseen",
        List.of(),
        List.of("tasks=4096", "layers=2"));
    draw(
        directory,
        "loss",
        rates,
        rates.outcomes(),
        "layers",
        "learningRate",
        "loss",
        List.of(),
        List.of("tasks=4096", "hidden=64"));
    draw(
        directory,
        "lines",
        rates,
        rates.outcomes(),
        "learningRate",
        "",
        "unseen",
        List.of("layers"),
        List.of("tasks=4096", "hidden=64"));
    draw(
        directory,
        "lines8",
        rates,
        rates.outcomes(),
        "learningRate",
        "",
        "seen",
        List.of(),
        List.of("tasks=4096,64", "hidden=64"));
    draw(
        directory,
        "loss-lines",
        rates,
        rates.outcomes(),
        "hidden",
        "",
        "loss",
        List.of("learningRate"),
        List.of("tasks=4096", "layers=1"));
    draw(
        directory,
        "by-model",
        rates,
        rates.outcomes(),
        "model",
        "",
        "seen",
        List.of("hidden"),
        List.of("tasks=64", "hidden=16,64"));
    draw(
        directory,
        "default",
        rates,
        rates.outcomes(),
        "",
        "",
        "unseen",
        List.of(),
        List.of("layers=1"));

    rates.otherSets = List.of("fashion-mnist");
    rates.seeds = List.of(0);
    new SweepReport()
        .write(
            directory.resolve("report-many"),
            rates.sweep(),
            rates.outcomes(),
            SampleSweep.facts(),
            false);
    SampleSweep few = swept();
    few.otherSets = List.of("fashion-mnist");
    few.swept.put("transformer.layers", List.of("1"));
    new SweepReport()
        .write(
            directory.resolve("report-few"),
            few.sweep(),
            few.outcomes(),
            SampleSweep.facts(),
            false);

    SampleSweep many = new SampleSweep();
    many.name = "a-sweep-with-a-rather-long-name-and-many-values";
    many.models = List.of(ModelKind.TRANSFORMER);
    many.tasks = LongStream.range(0, 24).map(k -> 1L << k).boxed().toList();
    many.hidden = List.of(32, 64);
    many.swept.put(
        "transformer.learningRate",
        IntStream.range(0, 24)
            .mapToObj(k -> String.format(Locale.ROOT, "%.6f", 1e-4 * Math.pow(1.25, k)))
            .toList());
    draw(
        directory,
        "many",
        many,
        many.outcomes(),
        "learningRate",
        "tasks",
        "unseen",
        List.of(),
        List.of());
    draw(
        directory,
        "many-turned",
        many,
        many.outcomes(),
        "tasks",
        "learningRate",
        "unseen",
        List.of(),
        List.of("hidden=64"));
    draw(
        directory,
        "many-lines",
        many,
        many.outcomes(),
        "learningRate",
        "",
        "unseen",
        List.of(),
        List.of("tasks=4096,16384,2^20"));

    SampleSweep paths = new SampleSweep();
    paths.models = List.of(ModelKind.TRANSFORMER);
    paths.seeds = List.of(0, 1, 2);
    paths.swept.put(
        "images.set",
        List.of(
            "mnist",
            "fashion-mnist",
            "idx:/home/somebody/data/a-folder-with-a-rather-long-name/idx-files"));
    paths.swept.put("transformer.positions", List.of("[learned]", "[learned, rotary]", "[]"));
    draw(
        directory,
        "paths",
        paths,
        paths.outcomes(),
        "images.set",
        "positions",
        "unseen",
        List.of(),
        List.of("hidden=64"));
    draw(
        directory, "paths-panels", paths, paths.outcomes(), "", "", "unseen", List.of(), List.of());
    draw(
        directory,
        "paths-lines",
        paths,
        paths.outcomes(),
        "positions",
        "",
        "unseen",
        List.of("images.set"),
        List.of("hidden=64", "tasks=4096"));

    SampleSweep single = new SampleSweep();
    single.models = List.of(ModelKind.TRANSFORMER);
    single.tasks = List.of(4096L);
    single.hidden = List.of(64);
    draw(directory, "single", single, single.outcomes(), "", "", "unseen", List.of(), List.of());
    draw(
        directory,
        "single-line",
        single,
        single.outcomes(),
        "hidden",
        "",
        "unseen",
        List.of(),
        List.of());
    draw(directory, "nothing", single, List.of(), "hidden", "", "loss", List.of(), List.of());
    draw(directory, "nothing2", single, List.of(), "", "", "loss", List.of(), List.of());

    SampleSweep eight = new SampleSweep();
    eight.models = List.of(ModelKind.TRANSFORMER);
    eight.hidden = List.of(32, 64, 128);
    eight.tasks = List.of(64L, 4096L);
    eight.swept.put("transformer.learningRate", List.of("0.001", "0.003"));
    eight.swept.put("transformer.layers", List.of("1", "2"));
    eight.swept.put("transformer.heads", List.of("2", "4"));
    eight.swept.put("transformer.dropout", List.of("0", "0.1"));
    eight.swept.put("transformer.initialisation", List.of("gpt", "pytorch"));
    draw(
        directory,
        "eight",
        eight,
        eight.outcomes(),
        "",
        "",
        "seen",
        List.of("layers", "learningRate"),
        List.of("heads=4", "initialisation=gpt"));
    draw(
        directory,
        "eight32",
        eight,
        eight.outcomes(),
        "",
        "",
        "seen",
        List.of("layers", "learningRate", "heads", "dropout", "initialisation"),
        List.of());

    SampleSweep zip = new SampleSweep();
    zip.models = List.of(ModelKind.TRANSFORMER);
    zip.hidden = List.of(32, 64, 128);
    zip.swept.put("transformer.learningRate", List.of("0.004", "0.002", "0.001"));
    zip.only =
        cell ->
            cell.hidden() * Double.parseDouble(cell.swept("transformer.learningRate").orElseThrow())
                == 0.128;
    List<CellOutcome> holes = new ArrayList<>();
    for (var cell : zip.sweep().cells()) {
      holes.add(
          cell.hidden() == 64
              ? zip.outcome(cell, CellStatus.FAILED, 3, "NaN")
              : cell.hidden() == 128
                  ? zip.outcome(cell, CellStatus.RUNNING, 300, "")
                  : zip.done(cell));
    }
    draw(directory, "zip", zip, holes, "", "", "unseen", List.of(), List.of());
    draw(
        directory,
        "zip-diagonal",
        zip,
        zip.outcomes(),
        "hidden",
        "learningRate",
        "unseen",
        List.of(),
        List.of());
  }

  static SampleSweep swept() {
    SampleSweep sample = new SampleSweep();
    sample.hidden = List.of(16, 32, 64, 128);
    sample.seeds = List.of(0, 1, 2);
    sample.swept.put("transformer.learningRate", List.of("0.0003", "0.001", "0.003", "0.01"));
    sample.swept.put("transformer.layers", List.of("1", "2", "4"));
    return sample;
  }

  private static void draw(
      Path directory,
      String name,
      SampleSweep sample,
      List<CellOutcome> outcomes,
      String x,
      String y,
      String value,
      List<String> panels,
      List<String> where)
      throws Exception {
    try {
      ChosenFigure figure =
          ChosenFigure.of(
              Grid.of(sample.sweep(), outcomes), new FigureChoice(x, y, value, panels, where, ""));
      Files.write(directory.resolve(name + ".png"), FigureFile.png(figure.figure()));
      Files.write(directory.resolve(name + ".svg"), FigureFile.svg(figure.figure()));
      System.out.println(
          name
              + ": "
              + figure.name()
              + " "
              + figure.figure().width()
              + "x"
              + figure.figure().height());
    } catch (ChoiceException e) {
      System.out.println(name + ": " + e.getMessage());
    }
  }
}
