package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gpicl.report.table.ResultFileException;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Result files read back as what was written, or are refused in a sentence. */
class WrittenResultsTest {
  private static final List<String> NAMES =
      List.of("manifest.json", "results.csv", "errors.csv", "curves.csv");

  @TempDir Path directory;

  @BeforeEach
  void aSweepsFiles() throws IOException {
    Files.writeString(
        directory.resolve("manifest.json"),
        """
        {"resolvedSweepFile": "name: a", "cells": [{"hash": "h1", "trainingSeconds": 1.5,
         "provenance": ["from step 0: vector; x: y", "from step 20: nd4j"]}]}
        """);
    Files.writeString(
        directory.resolve("results.csv"),
        ResultsCsv.PLACE
            + ","
            + ResultsCsv.RESULTS
            + """

            mlp,4,8,0,train,0.1,NaN,60,done,h1,
            mlp,4,8,0,"unseen:idx:/a,""b""\",0.30000000000000004,2.5,60,done,h1,0.5;0.3333333333333333
            mlp,4,8,1,,,,20,stopped,h2,
            """);
    Files.writeString(
        directory.resolve("errors.csv"),
        ResultsCsv.PLACE
            + ","
            + ResultsCsv.ERRORS
            + """

            mlp,4,8,0,"unseen:idx:/a,""b""\",0.30000000000000004,0.125,6,0.25;0.3333333333333333
            """);
    Files.writeString(
        directory.resolve("curves.csv"),
        ResultsCsv.PLACE
            + ","
            + ResultsCsv.CURVES
            + """

            mlp,4,8,0,20,1.5,0.25,0.5,0.001
            mlp,4,8,0,60,1.25,0.5,0.75,0.001
            """);
  }

  @Test
  void everyNumberComesBack() throws IOException {
    WrittenResults read = WrittenResults.read(directory);
    assertThat(read.resolved()).isEqualTo("name: a");
    assertThat(read.cells()).containsOnlyKeys("mlp-n4-h8-s0", "mlp-n4-h8-s1");
    WrittenResults.WrittenCell cell = read.cells().get("mlp-n4-h8-s0");
    assertThat(cell.done()).isTrue();
    assertThat(cell.hash()).isEqualTo("h1");
    assertThat(cell.step()).isEqualTo(60);
    assertThat(cell.trainingSeconds()).isEqualTo(1.5);
    assertThat(cell.provenance())
        .containsExactly(
            new ProvenanceTable.Row(0, "vector; x: y"), new ProvenanceTable.Row(20, "nd4j"));
    assertThat(cell.curve())
        .containsExactly(
            new CurvePoint(20, 1.5, 0.25, 0.5, 0.001), new CurvePoint(60, 1.25, 0.5, 0.75, 0.001));
    assertThat(cell.evaluations())
        .extracting(Evaluation::name)
        .containsExactly("train", "unseen:idx:/a,\"b\"");
    assertThat(cell.evaluations().get(0).loss()).isNaN();
    assertThat(cell.evaluations().get(1).accuracy()).isEqualTo(0.1 + 0.2);
    assertThat(cell.evaluations().get(1).accuracyByPosition()).containsExactly(0.5, 1.0 / 3);
    StandardError error = cell.evaluations().get(1).error();
    assertThat(error.ofAccuracy()).isEqualTo(0.125);
    assertThat(error.tasks()).isEqualTo(6);
    assertThat(error.byPosition()).containsExactly(0.25, 1.0 / 3);
    assertThat(cell.evaluations().get(0).error().known()).isFalse();
    assertThat(read.cells().get("mlp-n4-h8-s1").done()).isFalse();
  }

  @Test
  void errorsThatAreMissingOrOfOtherAccuraciesAreUnknown() throws IOException {
    Path errors = directory.resolve("errors.csv");
    Files.writeString(errors, Files.readString(errors).replace("0.30000000000000004", "0.4"));
    assertThat(unseen().error().tasks()).isZero();
    Files.delete(errors);
    assertThat(unseen().error().tasks()).isZero();
  }

  @Test
  void theErrorOfOneTaskIsUnknown() throws IOException {
    Path errors = directory.resolve("errors.csv");
    Files.writeString(
        errors, Files.readString(errors).replace("0.125,6,0.25;0.3333333333333333", ",1,"));
    assertThat(unseen().error().tasks()).isEqualTo(1);
    assertThat(unseen().error().known()).isFalse();
  }

  private Evaluation unseen() throws IOException {
    return WrittenResults.read(directory).cells().get("mlp-n4-h8-s0").evaluations().get(1);
  }

  @Test
  void whatIsNoSuchFileIsToldWithItsLine() throws IOException {
    Path results = directory.resolve("results.csv");
    String good = Files.readString(results);
    refused(
        results, good.replace("0.30000000000000004", "a third"), ":3: accuracy is not a number");
    refused(results, good.replace("0.5;", "0.5;;"), ":3: accuracy_by_position is not numbers");
    refused(results, good + "mlp,4,8,0,seen,1,1,60,done,h3,\n", "two hashes");
    refused(
        results, good + "mlp,4,8,0,\"seen,1,1,60,done,h1,\n", ":5: a quoted field does not end");
    refused(results, "a,b\n", ":1: the columns are not model,n_tasks");
    refused(results, good.substring(0, good.length() - 2), "is cut short");
    Files.writeString(results, good);
    Path errors = directory.resolve("errors.csv");
    String sound = Files.readString(errors);
    refused(errors, sound.replace(",6,", ",0,"), ":2: an error over 0 tasks");
    refused(errors, sound.replace("0.125", "wide"), ":2: standard_error is not a number");
  }

  private void refused(Path file, String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> WrittenResults.read(directory))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void nothingButItsOwnErrorComesOfCutAndFlippedFiles() throws IOException {
    Random random = new Random(1);
    int refused = 0;
    for (String name : NAMES) {
      Path file = directory.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int k = 0; k < 400; k++) {
        byte[] bad = good.clone();
        if (k % 2 == 0) {
          bad = Arrays.copyOf(bad, random.nextInt(bad.length));
        } else {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, bad);
        try {
          WrittenResults.read(directory);
        } catch (ResultFileException e) {
          refused++;
        }
      }
      Files.write(file, good);
    }
    assertThat(refused).isGreaterThan(600);
  }
}
