// The heatmaps' numbers as a table. Rows are made once, the first hundreds of them until more are asked for; a changed cell rewrites
// its row only.

import { element, write } from './elements.js';
import { toCell } from './route.js';
import { count, grouped, modelTitle, plusMinus, stateGlyph, stateWord, three } from './words.js';

const ROWS_AT_A_TIME = 200;

/** swept: the axes beyond model, tasks, hidden size and seed. */
const columnsOf = swept => [
  ['cell', 'text'],
  ['model', 'text'],
  ['tasks', 'number'],
  ['hidden', 'number'],
  ...swept.map(axis => [axis.short, axis.values.every(v => Number.isFinite(Number(v))) ? 'number' : 'text', axis.name]),
  ['seed', 'number'],
  ['seen', 'number'],
  ['unseen', 'number'],
  ['steps', 'number'],
  ['state', 'text'],
];

function contents(cell, swept) {
  const step = cell.step >= cell.steps ? grouped(cell.steps) : grouped(cell.step) + ' of ' + grouped(cell.steps);
  return [
    modelTitle(cell.model),
    grouped(cell.tasks),
    String(cell.hidden),
    ...swept.map(axis => axis.of(cell) ?? '–'),
    String(cell.seed),
    plusMinus(cell.seen, cell.seenError),
    plusMinus(cell.unseen, cell.unseenError),
    step,
    stateGlyph(cell.state) + ' ' + stateWord(cell.state) + (cell.failure ? ': ' + cell.failure : ''),
  ];
}

export class CellTable {
  #rows = new Map();
  #shown = [];

  constructor(sweep, swept) {
    Object.assign(this, { sweep, swept, columns: columnsOf(swept) });
    this.body = element('tbody', {});
    this.count = element('span', { role: 'status' });
    this.more = element('button', { type: 'button', click: () => this.#showMore() });
    this.node = element(
      'div',
      { class: 'cells' },
      element(
        'div',
        { class: 'scroll', role: 'region', 'aria-label': 'All cells', tabindex: '0' },
        element(
          'table',
          { id: 'cellTable' },
          element('caption', { class: 'aloud' }, 'Accuracy of all cells'),
          element(
            'thead',
            {},
            element(
              'tr',
              {},
              this.columns.map(([title, kind, whole]) => element('th', { scope: 'col', class: kind, title: whole }, title)),
            ),
          ),
          this.body,
        ),
      ),
      element('p', { class: 'tableFoot faint' }, this.count, this.more),
    );
  }

  /** The cells that the table is of from now on. */
  show(cells, of) {
    this.#shown = cells;
    this.of = of;
    this.#rows.clear();
    this.body.replaceChildren();
    this.#showMore();
  }

  #showMore() {
    const from = this.#rows.size;
    this.body.append(...this.#shown.slice(from, from + ROWS_AT_A_TIME).map(cell => this.#row(cell)));
    const left = this.#shown.length - this.#rows.size;
    const filtered = this.#shown.length < this.of;
    write(
      this.count,
      (filtered ? grouped(this.#shown.length) + ' of ' : '') +
        count(this.of, 'cell', 'cells') +
        (left ? ', the first ' + grouped(this.#rows.size) + ' shown' : ''),
    );
    write(this.more, 'Show ' + grouped(Math.min(left, ROWS_AT_A_TIME)) + ' more');
    this.more.hidden = left === 0;
    this.mark(this.marked);
  }

  #row(cell) {
    const row = element(
      'tr',
      { 'data-key': cell.key },
      element('th', { scope: 'row', class: 'text' }, element('a', { href: toCell(this.sweep, cell.key) }, cell.key)),
      contents(cell, this.swept).map((text, i) => element('td', { class: this.columns[i + 1][1] }, text)),
    );
    row.dataset.state = cell.state;
    this.#rows.set(cell.key, row);
    return row;
  }

  update(cell) {
    const row = this.#rows.get(cell.key);
    if (!row) return;
    row.dataset.state = cell.state;
    contents(cell, this.swept).forEach((text, i) => write(row.children[i + 1], text));
  }

  mark(key) {
    this.marked = key;
    this.#rows.forEach((row, of) => row.classList.toggle('open', of === key));
  }
}
