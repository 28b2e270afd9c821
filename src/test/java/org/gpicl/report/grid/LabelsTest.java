package org.gpicl.report.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void countsOfTasksArePowersWhereAllAre() {
    assertThat(Labels.tasks(List.of(1L, 16384L))).containsExactly("2⁰", "2¹⁴");
    assertThat(Labels.tasks(List.of(1L, 1000L, 16384L))).containsExactly("1", "1,000", "16,384");
  }

  @Test
  void imageSetsHaveTheirNamesAndFoldersTheirLastPart() {
    assertThat(Labels.imageSet("fashion-mnist")).isEqualTo("Fashion-MNIST");
    assertThat(Labels.imageSet("glyphs")).isEqualTo("glyphs");
    assertThat(Labels.imageSet("idx:/data/letters/")).isEqualTo("letters");
    assertThat(Labels.imageSet("idx:C:\\data\\letters")).isEqualTo("letters");
    assertThat(Labels.imageSet("idx:letters")).isEqualTo("letters");
    assertThat(Labels.imageSet("idx:/a\u0000\u001b[2J")).isEqualTo("a [2J");
    assertThat(Labels.evaluation("unseen:kmnist", "mnist")).isEqualTo("unseen KMNIST");
    assertThat(Labels.evaluation("seen", "mnist")).isEqualTo("seen MNIST");
  }

  @Test
  void accuraciesAreRoundedForTheirRoom() {
    assertThat(Labels.twoDigits(0.9949)).isEqualTo("0.99");
    assertThat(Labels.twoDigitsShort(0.1)).isEqualTo(".10");
    assertThat(Labels.twoDigitsShort(0.999)).isEqualTo("1.0");
  }

  @Test
  void fileNamesAreMadeOfAnything() {
    assertThat(Labels.fileName("unseen:idx:/tmp/../a b/")).isEqualTo("unseen-idx-tmp-a-b");
    assertThat(Labels.fileName("x".repeat(1000))).hasSize(100);
  }
}
