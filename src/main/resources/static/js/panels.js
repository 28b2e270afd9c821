// Arranges cells as a choice of axes has them: a panel for each combination that is shown side by side, and in
// it a place for each value to the right and upwards.

import { ALL, EACH, NONE } from './picture-choice.js';

export const MOST_PANELS = 12;

const nothing = { name: NONE, title: '', values: [''], labels: [''], label: () => '', of: () => '' };

const within = (axis, used) => {
  const values = axis.values.filter(value => used.has(value));
  return { ...axis, values, labels: values.map(axis.label) };
};

/** The panels in the order of their axes, at most so many; `left` are those that are not among them. */
export function panelsOf(cells, choice) {
  const x = choice.axis(choice.x);
  const y = choice.y === NONE ? nothing : choice.axis(choice.y);
  const panels = new Map();
  const used = { x: new Set(), y: new Set() };
  for (const cell of cells) {
    const [right, up] = [x.of(cell), y.of(cell)];
    if (right === undefined || up === undefined) continue;
    const parts = partsOf(cell, choice);
    if (!parts) continue;
    used.x.add(right);
    used.y.add(up);
    const key = keyOfParts(parts);
    if (!panels.has(key)) panels.set(key, { key, parts, places: new Map() });
    const { places } = panels.get(key);
    const place = placeKeyOf(key, up, right);
    if (!places.has(place)) places.set(place, []);
    places.get(place).push(cell);
  }
  const all = [...panels.values()].sort(inOrder);
  return { x: within(x, used.x), y: within(y, used.y), panels: all.slice(0, MOST_PANELS), left: Math.max(0, all.length - MOST_PANELS) };
}

const keyOfParts = parts => parts.map(([axis, value]) => axis.name + ' ' + value).join(' ');

/** The panel that a cell belongs to, or null. */
export function panelKeyOf(cell, choice) {
  const parts = partsOf(cell, choice);
  return parts && keyOfParts(parts);
}

export const placeKeyOf = (panel, up, right) => [panel, up, right].filter(Boolean).join(' ');

/** The axes that divide panels, each with the cell's value; null for a cell that is in none. */
function partsOf(cell, choice) {
  const parts = [];
  for (const axis of choice.rest) {
    const wanted = choice.at[axis.name];
    const value = axis.of(cell);
    // A setting that the cell's model does not have divides nothing.
    if (value === undefined || wanted === ALL) continue;
    if (wanted === EACH) parts.push([axis, value]);
    else if (wanted !== value) return null;
  }
  return parts;
}

function inOrder(a, b) {
  for (let i = 0; i < Math.min(a.parts.length, b.parts.length); i++) {
    const [axis, value] = a.parts[i];
    const other = b.parts[i][1];
    if (value !== other) return axis.values.indexOf(value) - axis.values.indexOf(other);
  }
  return a.parts.length - b.parts.length;
}

/** MLP, layers 2: what makes a panel different from the others. */
export const panelTitle = panel =>
  panel.parts.map(([axis, value]) => (axis.name === 'model' ? axis.label(value) : axis.title + ' ' + axis.label(value))).join(', ');
