package org.gpicl.report.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PaperFont;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Turns figures into files: PNG at twice the plain resolution, or 600 dots an inch for paper; SVG
 * with its text as text; and PDF. There, text in the font for paper is text in an embedded font;
 * other text becomes outlines, which look the same wherever they are.
 */
public final class FigureFile {
  static final int PNG_SCALE = 2;

  private static final double PAPER_DOTS_PER_POINT = 600 / 72.0;

  private static final String SVG = "http://www.w3.org/2000/svg";

  /** The first has the metrics that Java lays text out with on most Linux machines. */
  private static final String FONTS =
      "'DejaVu Sans', Verdana, 'Segoe UI', 'Lucida Grande', 'Noto Sans', sans-serif";

  /** All of them with the same metrics. */
  private static final String PAPER_FONTS = "'Liberation Sans', Arial, Helvetica, sans-serif";

  private FigureFile() {}

  /** Why this machine cannot draw text, if it cannot. */
  public static Optional<String> problem() {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setFont(FigureStyle.TICK);
      g.drawString("2", 0, 8);
      return Optional.empty();
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Java reports missing fonts in these three ways, depending on release and platform.
      return Optional.of(
          "Figures (PNG and SVG) were left out: Java cannot draw text on this machine. Install"
              + " fontconfig and a font (Debian: apt install fontconfig fonts-dejavu-core) and"
              + " write the report again. The page heatmap.html shows the same.");
    } finally {
      g.dispose();
    }
  }

  public static byte[] png(Figure figure) throws IOException {
    double scale = onPaper(figure) ? figure.pointsPerUnit() * PAPER_DOTS_PER_POINT : PNG_SCALE;
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(figure.width() * scale),
            (int) Math.round(figure.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.scale(scale, scale);
      FigureStyle.prepare(g);
      figure.draw(g);
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static boolean onPaper(Figure figure) {
    return figure.pointsPerUnit() != 1;
  }

  /**
   * The kind of file that a name ends with.
   *
   * @param name ends with .png, .svg or .pdf
   */
  public static byte[] named(String name, Figure figure) throws IOException {
    if (name.endsWith(".pdf")) {
      return pdf(figure);
    }
    return name.endsWith(".svg") ? svg(figure) : png(figure);
  }

  public static byte[] svg(Figure figure) throws IOException {
    return svg(figure, "drawn by gpicl");
  }

  /**
   * @param comment for programs; it must not hold two hyphens
   */
  public static byte[] svg(Figure figure, String comment) throws IOException {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(comment);
    SVGGraphics2D g = new SVGGraphics2D(context, false);
    g.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
    FigureStyle.prepare(g);
    figure.draw(g);
    Element root = g.getRoot();
    root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
    root.setAttribute("role", "img");
    if (onPaper(figure)) {
      root.setAttribute("width", millimetres(figure, figure.width()));
      root.setAttribute("height", millimetres(figure, figure.height()));
    }
    Element title = document.createElementNS(SVG, "title");
    title.setTextContent(figure.description());
    root.insertBefore(title, root.getFirstChild());
    nameFonts(root, onPaper(figure) ? PAPER_FONTS : FONTS);
    StringWriter text = new StringWriter();
    g.stream(root, text, false, false);
    // The document type names a file on the network, which some readers would fetch.
    return text.toString()
        .replaceFirst("(?s)<!DOCTYPE[^>]*>\s*", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String millimetres(Figure figure, int units) {
    double length = units * figure.pointsPerUnit() / Medium.POINTS_PER_MILLIMETRE;
    return String.format(Locale.ROOT, "%.2fmm", length);
  }

  /** A page of the figure's size. Equal figures give equal bytes. */
  public static byte[] pdf(Figure figure) throws IOException {
    float width = (float) (figure.width() * figure.pointsPerUnit());
    float height = (float) (figure.height() * figure.pointsPerUnit());
    try (PDDocument document = new PDDocument();
        PdfBoxGraphics2DFontTextDrawer letters = new PdfBoxGraphics2DFontTextDrawer();
        InputStream font = PaperFont.open()) {
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
      if (onPaper(figure)) {
        letters.registerFont(PaperFont.NAME, PDType0Font.load(document, font));
        g.setFontTextDrawer(letters);
        g.scale(figure.pointsPerUnit(), figure.pointsPerUnit());
      }
      FigureStyle.prepare(g);
      figure.draw(g);
      g.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(g.getXFormObject());
      }
      document.getDocumentInformation().setTitle(figure.description());
      document.setDocumentId(0L);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  /** Batik only knows Java's own name for a font; another machine needs a choice. */
  private static void nameFonts(Element element, String fonts) {
    if (element.hasAttribute("font-family")) {
      element.setAttribute("font-family", fonts);
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child instanceof Element) {
        nameFonts((Element) child, fonts);
      }
    }
  }
}
