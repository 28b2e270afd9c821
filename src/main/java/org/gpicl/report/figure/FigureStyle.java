package org.gpicl.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;

/** Colours, letters and lines that all figures share. */
public final class FigureStyle {
  public static final Color PAPER = Color.WHITE;
  public static final Color INK = new Color(0x2A2420);
  public static final Color FAINT = new Color(0x6F665E);
  static final Color GRID = new Color(0xE9E4DC);

  /** The background of the notebook's plots. */
  static final Color SAND = new Color(0xE6D7BD);

  /** Lines over {@link #SAND} where there is no result. */
  static final Color HATCH = new Color(0xBFA984);

  static final Color LOSS = new Color(0x541F3F);
  static final Color TRAIN = new Color(0xB08D57);
  static final Color SEEN = new Color(0xC1566B);
  static final Color UNSEEN = new Color(0x1F6F78);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  public static final Font SUBTITLE = Medium.SCREEN.note();
  static final Font TICK = Medium.SCREEN.tick();

  public static final int SUBTITLE_LINE = 16;

  static final Stroke THIN = new BasicStroke(1f);
  public static final Stroke LINE =
      new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  public static final Stroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);
  public static final Stroke DOTTED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);

  private static final FontRenderContext MEASURED = new FontRenderContext(null, true, true);

  /** From few to many: light to dark, distinct also in grey. */
  private static final List<Color> RAMP =
      List.of(
          new Color(0xF0A060),
          new Color(0xF07048),
          new Color(0xE13342),
          new Color(0xAD1759),
          new Color(0x701F57),
          new Color(0x35193E));

  private FigureStyle() {}

  /** The colour of one of several lines that have an order. */
  public static Color ordered(int i, int lines) {
    double place = lines == 1 ? 0 : (RAMP.size() - 1.0) * i / (lines - 1);
    Color from = RAMP.get((int) place);
    Color to = RAMP.get(Math.min((int) place + 1, RAMP.size() - 1));
    double share = place - (int) place;
    return new Color(
        (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * share),
        (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * share),
        (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * share));
  }

  static void prepare(Graphics2D g) {
    // JFreeChart's workaround for Java 1.4 would draw rotated labels as outlines, not as text.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  static void text(
      Graphics2D g, String text, double x, double y, TextAnchor anchor, Font font, Color colour) {
    g.setFont(font);
    g.setPaint(colour);
    TextUtils.drawAlignedString(text, g, (float) x, (float) y, anchor);
  }

  public static void heading(Graphics2D g, String title, String subtitle, double x, double y) {
    text(g, title, x, y, TextAnchor.BASELINE_LEFT, TITLE, INK);
    text(g, subtitle, x, y + 18, TextAnchor.BASELINE_LEFT, SUBTITLE, FAINT);
  }

  /** In the middle over a chart, as much as has room. */
  public static void panelHeading(Graphics2D g, Medium medium, String heading, Rectangle2D area) {
    String shown = cut(heading, medium.heading(), area.getWidth() - 20);
    text(
        g,
        shown,
        area.getCenterX(),
        area.getY() + 14,
        TextAnchor.BASELINE_CENTER,
        medium.heading(),
        INK);
  }

  /** Lines below a heading at 28. */
  public static void subtitle(Graphics2D g, List<String> lines, double x) {
    for (int line = 0; line < lines.size(); line++) {
      text(
          g,
          lines.get(line),
          x,
          46 + line * SUBTITLE_LINE,
          TextAnchor.BASELINE_LEFT,
          SUBTITLE,
          FAINT);
    }
  }

  /** How wide a text is, before there is anything to draw on. */
  public static double width(String text, Font font) {
    return font.getStringBounds(text, MEASURED).getWidth();
  }

  /** Parts in as few lines as fit a width; a part that does not is cut short. */
  public static List<String> lines(List<String> parts, String between, Font font, double most) {
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      if (!lines.isEmpty() && width(last + between + part, font) <= most) {
        lines.set(lines.size() - 1, last + between + part);
      } else {
        lines.add(cut(part, font, most));
      }
    }
    return lines;
  }

  private static String cut(String text, Font font, double most) {
    int length = text.length();
    while (length > 1 && width(OneLine.cut(text, length), font) > most) {
      length--;
    }
    return OneLine.cut(text, length);
  }

  public static void style(Medium medium, ValueAxis axis) {
    axis.setLabelFont(medium.label());
    axis.setLabelPaint(INK);
    axis.setTickLabelFont(medium.tick());
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelInsets(new RectangleInsets(3, 4, 3, 4));
  }

  /** An axis of accuracies, 0 to 1. */
  public static NumberAxis accuracyAxis(Medium medium, String label) {
    NumberAxis axis = new NumberAxis(label);
    style(medium, axis);
    axis.setRange(0, 1.02);
    axis.setTickUnit(new NumberTickUnit(0.2, format("0.0")));
    return axis;
  }

  /** A number format that is the same in every country. */
  public static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  public static void style(XYPlot plot) {
    plot.setBackgroundPaint(PAPER);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
  }

  /** Lines without marks, each drawn as one path. */
  public static XYLineAndShapeRenderer lines() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  /** A legend without a frame. */
  public static LegendTitle legend(Medium medium, LegendItemSource source, RectangleEdge position) {
    LegendTitle legend = new LegendTitle(source);
    legend.setItemFont(medium.tick());
    legend.setItemPaint(INK);
    legend.setBackgroundPaint(PAPER);
    legend.setPosition(position);
    if (position == RectangleEdge.RIGHT) {
      legend.setVerticalAlignment(VerticalAlignment.TOP);
      legend.setMargin(new RectangleInsets(0, 16, 0, 0));
    }
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 10));
    return legend;
  }

  /** A line with its name in a legend. */
  public static LegendItem item(String label, Stroke stroke, Color colour) {
    LegendItem item = new LegendItem(label);
    item.setLineVisible(true);
    item.setLine(new Line2D.Double(-11, 0, 11, 0));
    item.setLineStroke(stroke);
    item.setLinePaint(colour);
    item.setShapeVisible(false);
    return item;
  }

  /** A line with the mark of its points. */
  public static LegendItem item(String label, LineLook look) {
    LegendItem item = item(label, look.stroke(), look.colour());
    item.setShapeVisible(true);
    item.setShape(look.mark());
    item.setFillPaint(look.colour());
    return item;
  }

  /** A horizontal line to compare with. */
  public static ValueMarker reference(double value) {
    return new ValueMarker(value, FAINT, DOTTED);
  }

  /** The same, named above its right end. */
  public static ValueMarker reference(Medium medium, double value, String label) {
    ValueMarker marker = reference(value);
    marker.setLabel(label);
    marker.setLabelFont(medium.note());
    marker.setLabelPaint(FAINT);
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    marker.setLabelOffset(new RectangleInsets(2, 2, 2, 4));
    return marker;
  }
}
