package org.gpicl.bench.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gpicl.bench.peer.FakePython;
import org.gpicl.bench.peer.PeerPython;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.job.workers.Engines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numbers")
class PeerBenchTest {
  @TempDir private Path directory;

  @Test
  void aRowHasTheFastestRatioOfEachPrecisionAndSaysWhatFailed() throws Exception {
    StringWriter progress = new StringWriter();
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    Setting setting =
        new Setting(
            Engines.named("vector"),
            Optional.empty(),
            List.of(2),
            0.01,
            scratch,
            more -> more,
            new PrintWriter(progress, true));
    PeerPython peer = new PeerPython(FakePython.serving(directory), scratch);

    Section section = new PeerBench(setting, peer).mlps().get(0).get();

    assertThat(section.text())
        .containsPattern("eager ms +compiled ms +ratio")
        .contains("no compiler");
    assertThat(progress.toString()).contains("compiled failed: no compiler");
    assertThat(section.json())
        .extractingByKey("rows", InstanceOfAssertFactories.list(Map.class))
        .singleElement(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("eager ms", 3.0)
        .containsEntry("eager wall ms", 5.0)
        .containsEntry("eager bf16 ms", 9.0)
        .doesNotContainKey("compiled ms")
        .hasEntrySatisfying("ratio bf16", ratio -> assertThat((Double) ratio).isPositive())
        .satisfies(
            row ->
                assertThat((Double) row.get("ratio"))
                    .isEqualTo(3.0 / (Double) row.get("vector ms")));
  }
}
