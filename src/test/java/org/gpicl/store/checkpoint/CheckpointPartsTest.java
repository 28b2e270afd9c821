package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointPartsTest {
  private static final int PART = CheckpointParts.PART_BYTES;

  private final List<byte[]> parts = new ArrayList<>();

  private CheckpointParts to(int size) {
    return new CheckpointParts(size, (number, part) -> parts.add(number, part));
  }

  private StoredParts from() {
    return new StoredParts(n -> n < parts.size() ? Optional.of(parts.get(n)) : Optional.empty());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int k = 0; k < count; k++) {
      bytes[k] = (byte) (k % 251);
    }
    return bytes;
  }

  private byte[] together() {
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    parts.forEach(together::writeBytes);
    return together.toByteArray();
  }

  @Test
  void allPartsButTheLastAreFull() {
    byte[] whole = bytes(2 * PART + 10);
    try (CheckpointParts to = to(whole.length)) {
      to.write(whole, 0, 100);
      to.write(whole[100]);
      to.write(whole, 101, whole.length - 101);
    }
    assertThat(parts).extracting(part -> part.length).containsExactly(PART, PART, 10);
    assertThat(together()).isEqualTo(whole);
  }

  @Test
  void aFullPartIsHandedOnAtOnce() {
    CheckpointParts to = to(2 * PART);
    to.write(bytes(PART), 0, PART - 1);
    assertThat(parts).isEmpty();
    to.write(7);
    assertThat(parts).hasSize(1);
  }

  @Test
  void noEmptyPartStandsAtTheEnd() {
    try (CheckpointParts to = to(PART)) {
      to.write(bytes(PART), 0, PART);
    }
    assertThat(parts).hasSize(1);
  }

  @Test
  void partsOfAnySizeAreReadAsOneStream() throws IOException {
    parts.addAll(List.of(new byte[] {1, 2}, new byte[0], new byte[] {(byte) 200}));
    assertThat(from().readAllBytes()).containsExactly(1, 2, 200);
    StoredParts oneByOne = from();
    assertThat(List.of(oneByOne.read(), oneByOne.read(), oneByOne.read(), oneByOne.read()))
        .containsExactly(1, 2, 200, -1);
  }

  @Test
  void readingNothingFetchesNothing() {
    StoredParts untouched =
        new StoredParts(
            number -> {
              throw new AssertionError("part " + number + " was fetched");
            });
    assertThat(untouched.read(new byte[1], 1, 0)).isZero();
  }
}
