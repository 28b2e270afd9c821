package org.gpicl.tasks.source;

/**
 * One image, as bytes from 0 (background) to 255.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param pixels [channels, rows, columns]; valid until the next image is read
 */
public record Picture(int rows, int columns, int channels, byte[] pixels) {
  /** What a channel is called that is read alone. */
  public static final int GREY = 1;

  /** Red, green and blue. */
  public static final int COLOUR = 3;
}
