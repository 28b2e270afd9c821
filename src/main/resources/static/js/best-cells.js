// The best cells of a sweep, ranked as `gpicl best` ranks them: by the median over the seeds that are done.

import { choice, element, refill, table } from './elements.js';
import { median, placeOf } from './places.js';
import { toCell } from './route.js';
import { count, three } from './words.js';

const TOP = 5;
const SETS = ['unseen', 'seen', 'train'];

/** The places that have a value, the best first; of equal ones, the first of the grid. */
export function ranked(cells, set) {
  const places = new Map();
  for (const cell of cells) {
    if (!places.has(placeOf(cell))) places.set(placeOf(cell), { first: cell, values: [] });
    if (cell.state === 'DONE' && Number.isFinite(cell[set])) places.get(placeOf(cell)).values.push(cell[set]);
  }
  return [...places.values()]
    .filter(place => place.values.length)
    .map(place => ({ ...place, value: median(place.values) }))
    .sort((a, b) => b.value - a.value);
}

const nameOf = cell => cell.key.replace(/-s\d+$/, '');

export class BestCells {
  #set = SETS[0];
  #list = element('div', {});

  /** cells: by key. */
  constructor(sweep, cells) {
    Object.assign(this, { sweep, cells });
    const sets = choice(
      'Best by accuracy on',
      SETS.map(set => [set, set]),
      this.#set,
      set => {
        this.#set = set;
        this.show();
      },
    );
    this.node = element(
      'section',
      { class: 'best', 'aria-labelledby': 'bestTitle' },
      element('div', { class: 'sectionHead' }, element('h2', { id: 'bestTitle' }, 'Best cells'), sets),
      this.#list,
    );
    this.show();
  }

  /** Hidden until a cell is done. */
  show() {
    const all = ranked(this.cells.values(), this.#set);
    const several = all.some(place => place.values.length > 1);
    const rows = all
      .slice(0, TOP)
      .map(({ first, values, value }) => [
        nameOf(first),
        ...(several ? [String(values.length)] : []),
        three(value),
        ...(several ? [three(Math.min(...values)), three(Math.max(...values))] : []),
        first.key,
      ]);
    this.node.hidden = ![...this.cells.values()].some(cell => cell.state === 'DONE');
    const now = JSON.stringify([this.#set, all.length, rows]);
    if (this.#list.dataset.shown === now) return;
    this.#list.dataset.shown = now;
    refill(
      this.#list,
      table(
        'The best cells by ' + this.#set + ' accuracy',
        [
          ['cell', 'text'],
          ...(several ? [['seeds', 'number']] : []),
          [this.#set, 'number'],
          ...(several
            ? [
                ['least', 'number'],
                ['greatest', 'number'],
              ]
            : []),
        ],
        rows.map(([name, ...values]) => [element('a', { href: toCell(this.sweep, values.pop()), 'data-keeps': name }, name), ...values]),
      ),
      element('p', { class: 'faint' }, 'of ' + count(all.length, 'place', 'places') + (several ? ', by the median over seeds' : '')),
    );
  }
}
