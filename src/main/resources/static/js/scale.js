// The colour scale of the heatmaps, and the text on it.

import { BRWNYL } from './palette.js';

/** Texts with their relative luminance (WCAG 2): the first that is easy to read is taken, and black or white always is. */
const TEXTS = [
  ['#2a2420', 0.018],
  ['#fff', 1],
  ['#000', 0],
];
const EASY = 4.55;

const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

function mixed(value) {
  const place = Math.max(0, Math.min(1, value)) * (BRWNYL.length - 1);
  const from = Math.min(Math.floor(place), BRWNYL.length - 2);
  return BRWNYL[from].map((c, i) => Math.round(c + (BRWNYL[from + 1][i] - c) * (place - from)));
}

/** For CSS: the whole scale from left to right. */
export const gradient = 'linear-gradient(to right, ' + BRWNYL.map(c => 'rgb(' + c.join(',') + ')').join(', ') + ')';

export const colour = value => 'rgb(' + mixed(value).join(',') + ')';

export function textOn(value) {
  const [r, g, b] = mixed(value)
    .map(c => c / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const ground = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return TEXTS.find(([, luminance]) => contrast(ground, luminance) >= EASY)[0];
}
