package org.gpicl.store.cell;

/** A cell was begun on other images than are there now under the same name. */
public final class OtherImagesException extends RuntimeException {
  OtherImagesException(String before, String now) {
    super(
        "it was begun on images %s, but those there now are %s: put the former ones back, or give the changed ones another name"
            .formatted(before, now));
  }
}
