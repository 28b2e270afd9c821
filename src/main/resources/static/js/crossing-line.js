// The line over a heatmap where an accuracy crosses a threshold: the median of the seeds, and from which to which they are.

const SVG = 'http://www.w3.org/2000/svg';

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** lines: of `crossingLines`, in squares. */
export function crossingLine(lines, columns, rows) {
  const d = lines.map(points => 'M' + points.map(([x, y]) => round(x) + ' ' + round(y)).join('L')).join('');
  const strokes = ['halo', 'line'].map(part => shape('path', { class: part, d }));
  return shape('svg', { class: 'crossing', viewBox: [0, 0, columns, rows].join(' '), preserveAspectRatio: 'none', role: 'none' }, ...strokes);
}

const round = x => Math.round(1e3 * x) / 1e3;

/** A piece of it, for a legend. */
export const crossingSample = () =>
  crossingLine(
    [
      [
        [0, 0.8],
        [1, 0.5],
        [2, 0.5],
        [3, 0.2],
      ],
    ],
    3,
    1,
  );
