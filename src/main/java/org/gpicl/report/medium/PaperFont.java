package org.gpicl.report.medium;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Liberation Sans, which has the metrics of Helvetica. It comes with PDFBox, so that a figure does
 * not depend on the fonts of a machine, and may be embedded in any document.
 */
public final class PaperFont {
  public static final String NAME = "Liberation Sans";

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private PaperFont() {}

  /** The font's file. */
  public static InputStream open() {
    return PDDocument.class.getResourceAsStream(FILE);
  }

  static Font load() {
    try (InputStream file = open()) {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(NAME + " of PDFBox is no font", e);
    }
  }
}
