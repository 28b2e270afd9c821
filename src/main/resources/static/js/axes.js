// What a sweep varies: its four axes, and every other setting of which it has several values.

import { grouped, modelTitle, taskLabels } from './words.js';

const isNumber = text => text.trim() !== '' && Number.isFinite(Number(text));

/** Numbers by size; other values as the sweep file has them. */
const ordered = values => (values.every(isNumber) ? [...values].sort((a, b) => a - b) : values);

/**
 * An axis: its name in addresses, its title, its short heading, its values as texts and their labels, and which
 * of them a cell has. Cells of another model than a setting's have none of it.
 */
function axis(name, title, short, values, of, labels = values) {
  return { name, title, short, values, of, labels, label: value => labels[values.indexOf(value)] ?? value };
}

function sweptAxis({ path, heading, values }, all) {
  const leaf = path.slice(path.indexOf('.') + 1);
  const alone = all.filter(other => other.path.slice(other.path.indexOf('.') + 1) === leaf).length === 1;
  return axis(path, alone ? leaf : path, alone ? heading : path, ordered(values), cell => cell.swept?.[path]);
}

/** In the order of the grid: model, tasks, hidden size, what else is swept, seed. */
export function axesOf(detail) {
  const swept = detail.swept ?? [];
  return [
    axis('model', 'model', 'model', detail.models, cell => cell.model, detail.models.map(modelTitle)),
    axis('tasks', 'number of tasks', 'n', detail.tasks.map(String), cell => String(cell.tasks), taskLabels(detail.tasks)),
    axis('hidden', 'hidden size', 'h', detail.hidden.map(String), cell => String(cell.hidden)),
    ...swept.map(one => sweptAxis(one, swept)),
    axis('seed', 'seed', 's', detail.seeds.map(String), cell => String(cell.seed)),
  ];
}

/** Whether values of swept settings come in every combination; those of samples and of `together` do not. */
export function everyCombination(cells, axes) {
  const kinds = new Map();
  for (const cell of cells) {
    if (!kinds.has(cell.model)) kinds.set(cell.model, []);
    kinds.get(cell.model).push(cell);
  }
  return [...kinds.values()].every(some => {
    const values = axes.map(one => new Set(some.map(one.of)));
    const places = new Set(some.map(cell => axes.map(one => one.of(cell)).join(' ')));
    return places.size === values.reduce((product, set) => product * set.size, 1);
  });
}

/** What some cells have in common, in words: MLP, 16 tasks, hidden size 8, layers 2. */
export function commonWords(cells) {
  const [first] = cells;
  const same = of => cells.every(cell => of(cell) === of(first));
  const words = [
    same(c => c.model) && modelTitle(first.model),
    same(c => c.tasks) && grouped(first.tasks) + (first.tasks === 1 ? ' task' : ' tasks'),
    same(c => c.hidden) && 'hidden size ' + first.hidden,
    ...Object.entries(first.swept ?? {}).map(([path, value]) => same(c => c.swept?.[path]) && path.slice(path.indexOf('.') + 1) + ' ' + value),
  ];
  return words.filter(Boolean).join(', ') || 'several cells';
}

/** Whether some cells differ in nothing but their seed. */
export const seedsOnly = cells => new Set(cells.map(c => JSON.stringify([c.model, c.tasks, c.hidden, c.swept ?? {}]))).size === 1;
