package org.gpicl.tasks.source;

import java.io.IOException;

/** Images of a source that stores them column by column. */
record Transposed(ImageSource source) implements ImageSource {

  @Override
  public byte[] labels() {
    return source.labels();
  }

  @Override
  public LabelMap map() {
    return source.map();
  }

  @Override
  public Picture next() throws IOException {
    Picture stored = source.next();
    byte[] upright = new byte[stored.pixels().length];
    for (int row = 0; row < stored.rows(); row++) {
      for (int column = 0; column < stored.columns(); column++) {
        upright[column * stored.rows() + row] = stored.pixels()[row * stored.columns() + column];
      }
    }
    return new Picture(stored.columns(), stored.rows(), stored.channels(), upright);
  }

  @Override
  public Fingerprint finish() throws IOException {
    return source.finish();
  }

  @Override
  public void close() {
    source.close();
  }
}
