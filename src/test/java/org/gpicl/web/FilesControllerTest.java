package org.gpicl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.Home;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.store.cell.StoreTest;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.view.SweepFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be downloaded of a sweep named {@code stored}, and what cannot. */
class FilesControllerTest {
  private static final String FILES = "/api/sweeps/stored/files";
  private static final String FILE = "/api/sweeps/stored/file";

  @TempDir Path directory;

  private final MigratedDatabase database = new MigratedDatabase();
  private MockMvc mvc;
  private Path folder;

  @BeforeEach
  void open() throws Exception {
    database.sweeps.put(SweepFile.parse(StoreTest.SWEEP, "test", List.of()));
    Home home = new Home(directory);
    folder = home.sweep("stored");
    mvc =
        MockMvcBuilders.standaloneSetup(new FilesController(new SweepFiles(home, database.sweeps)))
            .setControllerAdvice(new ProblemResponses())
            .build();
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request).andReturn().getResponse();
  }

  private List<String> listed(String folder) throws Exception {
    JsonNode all =
        JsonMapper.shared()
            .readTree(answer(get(FILES).param("folder", folder)).getContentAsString());
    return all.valueStream()
        .map(
            one ->
                one.get("path").asString()
                    + (one.get("bytes").isNull()
                        ? " has " + one.get("files").asInt()
                        : " of " + one.get("bytes").asInt()))
        .toList();
  }

  @Test
  void filesAndFoldersAreListedButNothingThatIsHalfWritten() throws Exception {
    assertThat(listed("")).isEmpty();
    write("results.csv", "a,b\n");
    write("curves/one.png", "png");
    write("curves/.two.png.4711-1.part", "p");
    write("boundary.csv", "");
    write(".results.csv.4711-1.part", "a");
    write("models/m.npz.part", "m");
    Files.writeString(directory.resolve("token"), "t");
    Files.createSymbolicLink(folder.resolve("link.csv"), directory.resolve("token"));
    assertThat(listed(""))
        .containsExactly("boundary.csv of 0", "results.csv of 4", "curves has 1", "models has 0");
    assertThat(listed("curves")).containsExactly("curves/one.png of 3");
  }

  @Test
  void aFileIsAnAttachmentWithItsType() throws Exception {
    write("results.csv", "a,b\n");
    write("heatmap.html", "<script>alert(1)</script>");
    MockHttpServletResponse csv = answer(get(FILES + "/results.csv"));
    assertThat(csv.getContentAsString()).isEqualTo("a,b\n");
    assertThat(csv.getContentType()).isEqualTo("text/csv;charset=UTF-8");
    assertThat(csv.getHeader("Content-Disposition")).startsWith("attachment; filename=");
    assertThat(csv.getHeader("Accept-Ranges")).isEqualTo("bytes");
    MockHttpServletResponse page = answer(get(FILES + "/heatmap.html"));
    assertThat(page.getHeader("Content-Disposition"))
        .startsWith("attachment")
        .contains("heatmap.html");
  }

  @Test
  void figuresForPapersAreOfferedWithTheirCaptions() throws Exception {
    write("paper/heatmap.pdf", "%PDF");
    write("paper/heatmap-caption.tex", "Accuracy.");
    assertThat(listed("")).containsExactly("paper has 2");
    assertThat(listed("paper"))
        .containsExactly("paper/heatmap-caption.tex of 9", "paper/heatmap.pdf of 4");
    assertThat(answer(get(FILES + "/paper/heatmap.pdf")).getContentType())
        .isEqualTo("application/pdf");
  }

  @Test
  void aPartIsSentIfOneIsAskedFor() throws Exception {
    write("models/m.safetensors", "0123456789");
    MockHttpServletResponse part =
        answer(get(FILES + "/models/m.safetensors").header("Range", "bytes=3-5"));
    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getContentAsString()).isEqualTo("345");
    assertThat(part.getHeader("Content-Range")).isEqualTo("bytes 3-5/10");
    assertThat(part.getContentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void aRangeThatAFileDoesNotHaveIsRefused() throws Exception {
    write("results.csv", "a,b\n");
    MockHttpServletResponse refused =
        answer(get(FILES + "/results.csv").header("Range", "bytes=9-12"));
    assertThat(refused.getStatus()).isEqualTo(416);
    assertThat(refused.getHeader("Content-Range")).isEqualTo("bytes */4");
    assertThat(refused.getContentType()).isEqualTo("application/problem+json");
    assertThat(refused.getContentAsString())
        .contains("results.csv has 4 bytes, and not bytes=9-12");
  }

  @Test
  void aFileInAFolderIsFoundByAParameterToo() throws Exception {
    write("curves/one.png", "png");
    MockHttpServletResponse file = answer(get(FILE).param("path", "curves/one.png"));
    assertThat(file.getContentAsString()).isEqualTo("png");
    assertThat(file.getContentType()).isEqualTo("image/png");
    assertThat(answer(get(FILE).param("path", "../../token")).getStatus()).isEqualTo(404);
  }

  @Test
  void aLongListIsSentInParts() throws Exception {
    for (String name : List.of("a.csv", "b.csv", "c.csv")) {
      write(name, "");
    }
    MockHttpServletResponse part = answer(get(FILES).param("limit", "1").param("offset", "1"));
    assertThat(part.getContentAsString()).contains("b.csv").doesNotContain("a.csv", "c.csv");
    assertThat(part.getHeader("Total-Count")).isEqualTo("3");
    assertThat(answer(get(FILES).param("offset", "3")).getContentAsString()).isEqualTo("[]");
    MockHttpServletResponse refused = answer(get(FILES).param("limit", "x"));
    assertThat(refused.getStatus()).isEqualTo(400);
    assertThat(refused.getContentAsString()).contains("limit cannot be x");
  }

  @Test
  void nothingIsSentAgainThatHasNotChanged() throws Exception {
    write("results.csv", "a,b\n");
    String tag = answer(get(FILES + "/results.csv")).getHeader("ETag");
    assertThat(answer(get(FILES + "/results.csv").header("If-None-Match", tag)).getStatus())
        .isEqualTo(304);
    write("results.csv", "a,b,c\n");
    assertThat(answer(get(FILES + "/results.csv").header("If-None-Match", tag)).getStatus())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none.csv",
        "curves",
        "../../token",
        "..",
        "link.csv",
        "outside/secret",
        ".results.csv.4711-1.part",
        ".hidden/file",
        "curves\\one.png",
        "a\u0000b",
      })
  void whatIsNoFileOfTheSweepIsNotThere(String path) throws Exception {
    write("curves/one.png", "png");
    write(".results.csv.4711-1.part", "a");
    write(".hidden/file", "h");
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("secret"), "s");
    Files.writeString(directory.resolve("token"), "t");
    Files.createSymbolicLink(folder.resolve("link.csv"), directory.resolve("token"));
    Files.createSymbolicLink(folder.resolve("outside"), elsewhere);
    MockHttpServletResponse answer = answer(get(FILES + "/{path}", path));
    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(answer.getContentAsString()).doesNotContain("Exception");
  }

  @Test
  void aSweepThatIsNotKnownHasNoFiles() throws Exception {
    write("results.csv", "a,b\n");
    assertThat(answer(get("/api/sweeps/other/files")).getContentAsString())
        .contains("there is no sweep other");
    assertThat(answer(get("/api/sweeps/{name}/files/results.csv", "../sweeps/stored")).getStatus())
        .isEqualTo(404);
    assertThat(answer(get(FILES).param("folder", "../..")).getStatus()).isEqualTo(404);
  }
}
