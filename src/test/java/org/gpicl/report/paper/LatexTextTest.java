package org.gpicl.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatexTextTest {
  @Test
  void whatLatexReadsAsACommandIsTypesetAsItIs() {
    assertThat(LatexText.of("idx:C:\\my_images & 50% of {a} #1 ~ $x^2"))
        .isEqualTo(
            "idx:C:\\textbackslash{}my\\_images \\& 50\\% of \\{a\\} \\#1 \\textasciitilde{} \\$x\\textasciicircum{}2");
  }

  @Test
  void powersAreNumbers() {
    assertThat(LatexText.of("2¹² tasks")).isEqualTo("4,096 tasks");
  }
}
