// The line over a heatmap where an accuracy crosses a threshold: the median of the seeds, and from which to which they are.

const SVG = 'http://www.w3.org/2000/svg';

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

/** paths: of `crossingPaths`, in squares. */
export function crossingLine({ middle, ranges }, columns, rows) {
  const lines = ['halo', 'line'].map(part => shape('path', { class: part, d: middle + ranges }));
  return shape('svg', { class: 'crossing', viewBox: [0, 0, columns, rows].join(' '), preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...lines);
}

/** A piece of it, for a legend. */
export const crossingSample = () => crossingLine({ middle: 'M0 0.8L1 0.5L2 0.5L3 0.2', ranges: '' }, 3, 1);
