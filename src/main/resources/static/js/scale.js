// The colour scale of the report's heatmap (org.gpicl.report.figure.Brwnyl), so that both read alike.

const COLOURS = [[237, 229, 207], [224, 194, 162], [211, 156, 131], [193, 118, 111], [166, 84, 97], [129, 55, 83], [84, 31, 63]];
const INK = '#2a2420';
const WHITE = '#fff';

/** The relative luminance (WCAG 2) below which white is easier to read than ink. */
const DARK = 0.218;

function mixed(value) {
  const place = Math.max(0, Math.min(1, value)) * (COLOURS.length - 1);
  const from = Math.min(Math.floor(place), COLOURS.length - 2);
  return COLOURS[from].map((c, i) => Math.round(c + (COLOURS[from + 1][i] - c) * (place - from)));
}

export const colour = value => 'rgb(' + mixed(value).join(',') + ')';

export function textOn(value) {
  const [r, g, b] = mixed(value).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > DARK ? INK : WHITE;
}
