package org.gpicl.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages sound bytes as disks, transfers and ill will do: bits flip, ends are missing, blocks
 * stand twice or in another's place, lengths are absurd, two files are spliced.
 */
public final class Damage {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    1 << 20,
    1 << 24,
    1 << 26,
    1 << 28,
    1 << 30,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Double.doubleToLongBits(Double.NaN),
    Double.doubleToLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToLongBits(-1e308)
  };

  /** Where length fields tend to stand. */
  private static final int HEAD = 64;

  private final Random random;
  private final List<String> made = new ArrayList<>();
  private byte[] bytes;

  private Damage(byte[] sound, Random random) {
    this.bytes = sound.clone();
    this.random = random;
  }

  /** One to four kinds of damage, one after the other. */
  public static FuzzedBytes of(byte[] sound, byte[] another, Random random) {
    Damage damage = new Damage(sound, random);
    for (int times = random.nextInt(1, 5); times > 0; times--) {
      damage.once(another);
    }
    return new FuzzedBytes(String.join(", ", damage.made), damage.bytes);
  }

  /** Bytes that mean nothing. */
  public static FuzzedBytes noise(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return new FuzzedBytes("noise", bytes);
  }

  private void once(byte[] another) {
    switch (random.nextInt(11)) {
      case 0, 1 -> flip();
      case 2 -> cut();
      case 3 -> append();
      case 4 -> remove();
      case 5 -> duplicate();
      case 6 -> swap();
      case 7 -> fill();
      case 8, 9 -> extreme();
      default -> splice(another);
    }
  }

  private void flip() {
    for (int bits = 1 << random.nextInt(4); bits > 0 && bytes.length > 0; bits--) {
      int at = place();
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      made.add("a bit of byte " + at + " flipped");
    }
  }

  private void cut() {
    int length = random.nextBoolean() ? place() : bytes.length - random.nextInt(9);
    bytes = Arrays.copyOf(bytes, Math.max(0, Math.min(length, bytes.length)));
    made.add("cut to " + bytes.length);
  }

  private void append() {
    byte[] more = noise(random, HEAD).bytes();
    replace(bytes.length, bytes.length, more);
    made.add(more.length + " bytes appended");
  }

  private void remove() {
    int[] block = block();
    replace(block[0], block[1], new byte[0]);
    made.add("bytes " + block[0] + " to " + block[1] + " removed");
  }

  private void duplicate() {
    int[] block = block();
    byte[] copy = Arrays.copyOfRange(bytes, block[0], block[1]);
    int at = random.nextBoolean() ? block[1] : place();
    replace(at, at, copy);
    made.add("bytes " + block[0] + " to " + block[1] + " again at " + at);
  }

  private void swap() {
    int[] one = block();
    int size = one[1] - one[0];
    int other = random.nextInt(bytes.length - size + 1);
    byte[] first = Arrays.copyOfRange(bytes, one[0], one[1]);
    byte[] second = Arrays.copyOfRange(bytes, other, other + size);
    System.arraycopy(second, 0, bytes, one[0], size);
    System.arraycopy(first, 0, bytes, other, size);
    made.add(size + " bytes at " + one[0] + " and " + other + " swapped");
  }

  private void fill() {
    int[] block = block();
    byte with = (byte) (random.nextBoolean() ? 0 : 0xFF);
    Arrays.fill(bytes, block[0], block[1], with);
    made.add("bytes " + block[0] + " to " + block[1] + " filled with " + with);
  }

  private void extreme() {
    int size = random.nextInt(4) == 0 ? Long.BYTES : Integer.BYTES;
    if (bytes.length < size) {
      return;
    }
    int at = Math.min(place() & (random.nextBoolean() ? -Integer.BYTES : -1), bytes.length - size);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (size == Long.BYTES) {
      buffer.putLong(at, value);
    } else {
      buffer.putInt(at, (int) value);
    }
    made.add(value + " in " + size + " bytes, " + buffer.order() + ", at " + at);
  }

  private void splice(byte[] another) {
    int here = place();
    int there = random.nextBoolean() ? Math.min(here, another.length) : random(another.length);
    replace(here, bytes.length, Arrays.copyOfRange(another, there, another.length));
    made.add("another's bytes from " + there + " on at " + here);
  }

  private void replace(int from, int to, byte[] with) {
    byte[] result = new byte[from + with.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
    bytes = result;
  }

  /** A place in the bytes, or 0 where there is none; every other one is in the head. */
  private int place() {
    return random(random.nextBoolean() ? Math.min(HEAD, bytes.length) : bytes.length);
  }

  private int[] block() {
    int from = place();
    int most = Math.min(bytes.length - from, 1 << random.nextInt(13));
    return new int[] {from, from + random(most + 1)};
  }

  private int random(int bound) {
    return bound <= 0 ? 0 : random.nextInt(bound);
  }
}
