package org.gpicl.report.medium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediumTest {
  @Test
  void powersAreWrittenOutOnPaperWhereExponentsWouldBeTooSmall() {
    Medium paper = Medium.of(PaperStyle.PAPER);
    assertThat(paper.text("N = 2¹⁴")).isEqualTo("N = 16,384");
    assertThat(paper.text("2⁰ tasks")).isEqualTo("1 tasks");
    assertThat(Medium.SCREEN.text("N = 2¹⁴")).isEqualTo("N = 2¹⁴");
  }

  @Test
  void everyCharacterOfLabelsIsInTheFontThatIsEmbedded() {
    assertThat(Medium.of(PaperStyle.PAPER).tick().canDisplayUpTo("0123456789.,-±×…· Nabcäöü<&"))
        .isEqualTo(-1);
  }
}
