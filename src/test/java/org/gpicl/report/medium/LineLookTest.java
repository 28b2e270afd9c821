package org.gpicl.report.medium;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineLookTest {
  private final List<LineLook> looks =
      IntStream.range(0, LineLook.MOST).mapToObj(LineLook::of).toList();

  @Test
  void linesDifferByDashesAloneByMarksAloneAndByColoursAlone() {
    assertThat(looks.stream().map(look -> dashes((BasicStroke) look.stroke())))
        .doesNotHaveDuplicates();
    assertThat(looks.stream().map(LineLookTest::outline)).doesNotHaveDuplicates();
    assertThat(looks.stream().map(LineLook::colour)).doesNotHaveDuplicates();
  }

  private static String dashes(BasicStroke stroke) {
    return Arrays.toString(stroke.getDashArray());
  }

  private static String outline(LineLook look) {
    List<String> points = new ArrayList<>();
    double[] at = new double[6];
    for (PathIterator path = look.mark().getPathIterator(new AffineTransform());
        !path.isDone();
        path.next()) {
      points.add(path.currentSegment(at) + Arrays.toString(at));
    }
    return points.toString();
  }
}
