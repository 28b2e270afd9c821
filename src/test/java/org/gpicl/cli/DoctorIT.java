package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor on this machine. */
class DoctorIT {
  private static final Map<String, String> NO_DATA = Map.of("GPICL_DATA", "");

  @TempDir Path directory;

  @Test
  void aMachineThatRunsTheTestsIsFit() throws Exception {
    Path home = directory.resolve("home");
    GpiclProcess doctor = GpiclProcess.startLight(home, NO_DATA, "doctor").mustEndWith(0);
    assertThat(doctor.out())
        .containsPattern("ok +JDK +")
        .containsPattern("ok +vectors +jdk.incubator.vector, \\d+ floats at a time")
        .containsPattern("ok +OpenBLAS +multiplies at \\d+ GFLOP/s on one core")
        .containsPattern("ok +engine vector ")
        .containsPattern("ok +engine nd4j +ND4J ")
        .containsPattern("ok +home +.*does not exist yet")
        .containsPattern("(ok|note) +port 8484 ")
        .doesNotContain("wrong");
    assertThat(home).doesNotExist();
  }

  @Tag("full")
  @Test
  void whatIsWrongIsToldToProgramsTooAndByTheExitCode() throws Exception {
    Path database = Files.createDirectories(directory.resolve("db")).resolve("gpicl.mv.db");
    Files.write(database, new byte[0]);
    GpiclProcess doctor =
        GpiclProcess.startLight(directory, NO_DATA, "doctor", "--json").mustEndWith(1);
    JsonNode findings = JsonMapper.shared().readTree(doctor.out());
    assertThat(findings)
        .filteredOn(finding -> finding.path("verdict").asString().equals("wrong"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("subject").asString()).isEqualTo("database");
              assertThat(finding.path("advice").asString()).contains("gpicl restore");
            });
  }
}
