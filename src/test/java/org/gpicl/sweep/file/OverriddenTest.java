package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.images.ImageSpec;
import org.junit.jupiter.api.Test;

/** What an override leaves of the settings that it makes meaningless. */
class OverriddenTest {
  private static final String CONTENT = "0a".repeat(32);
  private static final String FOLDERS =
      "name: x\nrecipe: small\nimages:\n  set: idx:/a\n  contents: ['%s idx:/a', '%s idx:/b']\n"
          .formatted(CONTENT, "0b".repeat(32));

  private static ImageSpec images(Sweep sweep) {
    return sweep.cells().get(0).training().images();
  }

  @Test
  void theContentOfAFolderBelongsToItsImages() {
    Sweep sweep = SweepFile.parse(FOLDERS, "x.yaml", List.of());
    assertThat(images(sweep).content()).isEqualTo(CONTENT);
    assertThat(SweepFile.parse(sweep.resolved(), "stored", List.of())).isEqualTo(sweep);
  }

  @Test
  void theContentOfAFolderThatIsNotUsedIsForgotten() {
    assertThat(SweepFile.parse(FOLDERS, "x.yaml", List.of()).resolved())
        .contains("idx:/a")
        .doesNotContain("idx:/b");
    Sweep other = SweepFile.parse(FOLDERS, "x.yaml", List.of("images=glyphs"));
    assertThat(images(other).content()).isEmpty();
    assertThat(other.resolved()).doesNotContain("idx:", "contents");
  }

  @Test
  void aCurriculumAndNoneExcludeEachOther() {
    String none = "name: x\nrecipe: small\ncurriculum: none\n";
    String some = "name: x\nrecipe: small\ncurriculum: {classes: 2, steps: 1, every: 1}\n";
    Sweep without = SweepFile.parse(some, "x.yaml", List.of("curriculum=none"));
    assertThat(without.cells()).allMatch(cell -> cell.curriculum().equals(Curriculum.NONE));
    assertThat(without.resolved()).isEqualTo(SweepFile.parse(none, "x.yaml", List.of()).resolved());
    Sweep with =
        SweepFile.parse(none, "x.yaml", List.of("curriculum={classes: 2, steps: 1, every: 1}"));
    assertThat(with.resolved()).isEqualTo(SweepFile.parse(some, "x.yaml", List.of()).resolved());
  }
}
