package org.gpicl.tasks.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class SummationOrderTest {

  @Test
  void blocksAreWholeUntilWhatIsLeftIsHalved() {
    assertThat(ends(320, 784)).containsExactly(320, 560, 784);
    assertThat(ends(448, 784)).containsExactly(400, 784);
    assertThat(ends(320, 1024)).containsExactly(320, 640, 832, 1024);
    assertThat(ends(320, 640)).containsExactly(320, 640);
    assertThat(ends(320, 641)).containsExactly(320, 480, 641);
    assertThat(ends(320, 320)).containsExactly(320);
    assertThat(ends(320, 1)).containsExactly(1);
  }

  private static List<Integer> ends(int longest, int n) {
    List<Integer> ends = new ArrayList<>();
    for (int begin = 0; begin < n; begin = ends.get(ends.size() - 1)) {
      ends.add(new SummationOrder(longest).end(begin, n));
    }
    return ends;
  }
}
