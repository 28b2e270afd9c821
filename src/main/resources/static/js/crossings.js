// Where an accuracy crosses a threshold along an axis, as a sweep with a boundary has found it.

import { median } from './places.js';

const HALF = 0.5;

/** Of which lines of a search there is a cell: all of a crossing but its place on the searched axis. */
const lineOf = (axes, axis) => one =>
  axes
    .filter(other => other.name !== axis)
    .map(other => other.of(one) ?? '')
    .join(' ');

/** The crossings of those lines that have a cell among some. */
export function crossingsOf(boundary, axes, cells) {
  if (!boundary) return [];
  const line = lineOf(axes, boundary.axis);
  const lines = new Set(cells.map(line));
  return boundary.crossings.filter(found => lines.has(line(found)));
}

/**
 * For each value of the axis across, where the crossings lie among the values of the searched axis: 2.5 is between the third and the
 * fourth. Null where there are none.
 */
function spreads(found, along, across) {
  return across.values.map(value => {
    const places = found
      .filter(one => across.of(one) === value)
      .map(one => [along.values.indexOf(one.low), along.values.indexOf(one.high)])
      .filter(ends => !ends.includes(-1))
      .map(([low, high]) => (low + high) / 2);
    return places.length ? { median: median(places), least: Math.min(...places), greatest: Math.max(...places) } : null;
  });
}

/**
 * The lines to draw over a heatmap, as paths in squares from its upper left corner; null if the boundary is of another accuracy, lies on
 * neither axis, or was not found.
 */
export function crossingPaths(boundary, found, set, x, y) {
  if (boundary?.metric !== set || ![x.name, y.name].includes(boundary.axis)) return null;
  const upright = boundary.axis === y.name;
  const [along, across] = upright ? [y, x] : [x, y];
  const point = (i, place) => (upright ? [i + HALF, along.values.length - HALF - place] : [place + HALF, across.values.length - HALF - i]).join(' ');
  let middle = '';
  let ranges = '';
  let drawing = false;
  const cap = 0.1;
  spreads(found, along, across).forEach((spread, i) => {
    if (spread) {
      const short = 'M' + point(i - cap, spread.median) + 'L' + point(i + cap, spread.median) + 'M' + point(i, spread.median);
      middle += drawing ? 'L' + point(i, spread.median) : short;
      if (spread.least < spread.greatest) {
        ranges += 'M' + point(i, spread.least) + 'L' + point(i, spread.greatest);
        for (const end of [spread.least, spread.greatest]) ranges += 'M' + point(i - cap, end) + 'L' + point(i + cap, end);
      }
    }
    drawing = Boolean(spread);
  });
  return middle && { middle, ranges };
}

export const crossingWords = boundary => boundary.metric + ' accuracy exceeds ' + boundary.threshold.replace(' x ', ' × ');
