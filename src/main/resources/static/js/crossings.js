// Where an accuracy crosses a threshold along an axis, as a sweep with a boundary has found it.

import { median } from './places.js';

const HALF = 0.5;
const CAP = 0.1;

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
 * The lines to draw over a heatmap, each a list of points in squares from its upper left corner; none if the boundary is of another accuracy,
 * lies on neither axis, or was not found.
 */
export function crossingLines(boundary, found, set, x, y) {
  if (boundary?.metric !== set || ![x.name, y.name].includes(boundary.axis)) return [];
  const upright = boundary.axis === y.name;
  const [along, across] = upright ? [y, x] : [x, y];
  const point = (i, place) => (upright ? [i + HALF, along.values.length - HALF - place] : [place + HALF, across.values.length - HALF - i]);
  const cap = (i, place) => [point(i - CAP, place), point(i + CAP, place)];
  const lines = [];
  const ranges = [];
  let last = null;
  spreads(found, along, across).forEach((spread, i) => {
    if (!spread) {
      last = null;
      return;
    }
    if (!last) lines.push(cap(i, spread.median), (last = []));
    last.push(point(i, spread.median));
    if (spread.least < spread.greatest) {
      ranges.push([point(i, spread.least), point(i, spread.greatest)], cap(i, spread.least), cap(i, spread.greatest));
    }
  });
  return [...lines, ...ranges];
}

/** several: whether there are several seeds. */
export const crossingWords = (boundary, several) =>
  boundary.metric + ' accuracy exceeds ' + boundary.threshold.replace(' x ', ' × ') + (several ? ' (median and range of the seeds)' : '');
