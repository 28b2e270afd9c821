package org.gpicl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gpicl.report.figure.HeatmapFigureTest;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HeatmapPageTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  private static String page(SampleSweep sample, List<CellOutcome> outcomes) throws Exception {
    return SamplePage.html(Grid.of(sample.sweep(), outcomes));
  }

  private static JsonNode data(String page) {
    Matcher matcher = DATA.matcher(page);
    assertThat(matcher.find()).isTrue();
    return JsonMapper.builder().build().readTree(matcher.group(1));
  }

  @Test
  void thePageHoldsEveryCellWithItsNumbers() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.otherSets = List.of("fashion-mnist");
    List<CellOutcome> outcomes = sample.outcomes();
    JsonNode data = data(page(sample, outcomes));
    assertThat(data.get("cells").size()).isEqualTo(12);
    assertThat(data.get("sets").size()).isEqualTo(4);
    CellOutcome last = outcomes.get(11);
    JsonNode cell = data.get("cells").get(11);
    assertThat(cell.get("key").asString()).isEqualTo("transformer-n4096-h64-s0");
    assertThat(cell.get("status").asString()).isEqualTo("done");
    assertThat(cell.get("accuracy").get("unseen").asDouble())
        .isEqualTo(last.evaluation("unseen").orElseThrow().accuracy());
    assertThat(cell.get("error").get("unseen").asDouble())
        .isEqualTo(last.evaluation("unseen").orElseThrow().error().ofAccuracy());
    assertThat(cell.get("byPosition").get("unseen:fashion-mnist").size()).isEqualTo(100);
    assertThat(cell.get("curve").get("loss").size()).isEqualTo(60);
  }

  @Test
  void thePageHasTheCrossingsThatASweepSearches() throws Exception {
    SampleSweep sample = LookAtReport.boundary();
    JsonNode boundary = data(page(sample, sample.outcomes())).get("boundary");
    assertThat(boundary.get("axis").asString()).isEqualTo("tasks");
    assertThat(boundary.get("threshold").asString()).isEqualTo("2 x chance");
    // No seed of width 16 crosses.
    assertThat(boundary.get("crossings").size()).isEqualTo(6);
    JsonNode found = boundary.get("crossings").get(0);
    assertThat(found.get("hidden").asInt()).isEqualTo(32);
    assertThat(found.get("low").asString()).isEqualTo("2048");
    assertThat(found.get("high").asString()).isEqualTo("4096");
    assertThat(data(page(new SampleSweep(), List.of())).has("boundary")).isFalse();
  }

  @Test
  void cellsHaveTheSettingsThatTheirSweepVaries() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.swept.put("transformer.layers", List.of("1", "2"));
    JsonNode data = data(page(sample, List.of()));
    assertThat(data.get("swept").get(0).asString()).isEqualTo("transformer.layers");
    assertThat(data.get("cells").get(0).has("swept")).isFalse();
    JsonNode last = data.get("cells").get(data.get("cells").size() - 1);
    assertThat(last.get("swept").get("transformer.layers").asString()).isEqualTo("2");
    assertThat(data(page(new SampleSweep(), List.of())).has("swept")).isFalse();
  }

  @Test
  void equalNumbersGiveEqualBytesInEveryProcess() throws Exception {
    assertThat(page(new SampleSweep(), List.of()))
        .contains("{\"key\":\"mlp\",\"title\":\"MLP\"}")
        .contains("{\"key\":\"transformer\",\"title\":\"Transformer\"}")
        .contains("{\"name\":\"train\",\"title\":\"train\"}");
  }

  @Test
  void thePageLoadsNothing() throws Exception {
    String page = page(new SampleSweep(), List.of());
    String own = page.replaceFirst("(?s)<script>(?=[^<]*Licensed to the Apache).*?</script>", "");
    assertThat(own.length()).isLessThan(100_000);
    assertThat(own)
        .doesNotContain("http:", "https:")
        .doesNotContainPattern("(?i)<(script|link|img|iframe|object|embed)[^>]*\\b(src|href|data)=")
        .doesNotContainPattern("(?i)url\\(\\s*['\"]?https?:")
        .doesNotContain("@import")
        .contains("default-src 'none'");
    assertThat(page)
        .contains("Apache License")
        .doesNotContain("/*echarts*/", "/*data*/", "/*style*/", "/*script*/");
  }

  @Test
  void thePageHasItsModulesInside() throws Exception {
    assertThat(page(new SampleSweep(), List.of()))
        .contains("const BRWNYL = ")
        .doesNotContainPattern("(?m)^(import|export) ");
  }

  /** Elements of a page that browsers repair silently are errors here. */
  @Test
  void thePageIsWellFormed() throws Exception {
    String page = page(new SampleSweep(), new SampleSweep().outcomes());
    String markup =
        page.replaceAll("(?s)(<(script|style)[^>]*>).*?</\\2>", "$1</$2>")
            .replaceAll("<(meta[^>]*)>", "<$1/>")
            .replaceFirst("<!DOCTYPE html>", "")
            .replace(" hidden>", " hidden=\"\">");
    assertThat(
            HeatmapFigureTest.parse(markup.getBytes(StandardCharsets.UTF_8))
                .getElementsByTagName("table")
                .getLength())
        .isEqualTo(1);
  }

  @Test
  void aLargeSweepStaysBelowTwoMegabytes() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.tasks = LongStream.range(0, 10).map(k -> 1L << 2 * k).boxed().toList();
    sample.hidden = IntStream.range(0, 10).mapToObj(k -> 1 << k).toList();
    sample.seeds = List.of(0, 1, 2, 3, 4);
    String page = page(sample, sample.outcomes());
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(HeatmapPage.LARGEST);
    JsonNode data = data(page);
    assertThat(data.get("cells").size()).isEqualTo(1000);
    JsonNode steps = data.get("cells").get(0).get("curve").get("step");
    assertThat(steps.get(steps.size() - 1).asLong()).as("the end of a curve").isEqualTo(20_000);
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String hostile = "</script><script>alert(1)</script><!--&\u2028\"'";
    SampleSweep sample = new SampleSweep();
    sample.name = hostile;
    sample.images = hostile;
    sample.otherSets = List.of(hostile);
    sample.suffix = hostile;
    List<CellOutcome> outcomes =
        sample.sweep().cells().stream()
            .map(cell -> sample.outcome(cell, CellStatus.FAILED, 3, hostile))
            .toList();
    String page = page(sample, outcomes);
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    JsonNode data = data(page);
    assertThat(data.get("name").asString()).isEqualTo(hostile);
    assertThat(data.get("cells").get(0).get("failure").asString()).isEqualTo(hostile);
    assertThat(data.get("sets").get(3).get("name").asString()).isEqualTo("unseen:" + hostile);
  }

  @Test
  void theScriptNeverTurnsTextIntoMarkup() throws Exception {
    String page = page(new SampleSweep(), List.of());
    String own = page.substring(page.lastIndexOf("<script>"));
    assertThat(own).contains("textContent");
    assertThat(own)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write");
  }

  @Test
  void numbersThatAreNoneDoNotBreakThePage() throws Exception {
    SampleSweep sample = new SampleSweep();
    CellOutcome done = sample.outcomes().get(0);
    CellOutcome broken =
        new CellOutcome(
            done.cell(),
            done.status(),
            done.step(),
            "",
            List.of(),
            1,
            List.of(
                new org.gpicl.store.checkpoint.CurvePoint(
                    1, Double.NaN, 0.1, Double.POSITIVE_INFINITY, 0.1)),
            List.of(
                new org.gpicl.store.checkpoint.Evaluation(
                    "seen", Double.NaN, Double.NaN, new double[0])));
    JsonNode cell = data(page(sample, List.of(broken))).get("cells").get(0);
    assertThat(cell.get("accuracy").get("seen").asString()).isEqualTo("NaN");
    assertThat(cell.get("curve").get("loss").get(0).asString()).isEqualTo("NaN");
  }
}
