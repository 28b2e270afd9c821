// The heatmaps' numbers as a table. Rows are made once; a changed cell rewrites its row only.

import { element, write } from './elements.js';
import { toCell } from './route.js';
import { grouped, modelTitle, plusMinus, stateGlyph, stateWord } from './words.js';

const COLUMNS = [
  ['cell', 'text'],
  ['model', 'text'],
  ['tasks', 'number'],
  ['hidden', 'number'],
  ['seed', 'number'],
  ['seen', 'number'],
  ['unseen', 'number'],
  ['steps', 'number'],
  ['state', 'text'],
];

function contents(cell) {
  const step = cell.step >= cell.steps ? grouped(cell.steps) : grouped(cell.step) + ' of ' + grouped(cell.steps);
  return [
    modelTitle(cell.model),
    grouped(cell.tasks),
    String(cell.hidden),
    String(cell.seed),
    plusMinus(cell.seen, cell.seenError),
    plusMinus(cell.unseen, cell.unseenError),
    step,
    stateGlyph(cell.state) + ' ' + stateWord(cell.state) + (cell.failure ? ': ' + cell.failure : ''),
  ];
}

export class CellTable {
  #rows = new Map();

  constructor(sweep, cells) {
    const body = element(
      'tbody',
      {},
      cells.map(cell => this.#row(sweep, cell)),
    );
    this.node = element(
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
            COLUMNS.map(([title, kind]) => element('th', { scope: 'col', class: kind }, title)),
          ),
        ),
        body,
      ),
    );
  }

  #row(sweep, cell) {
    const row = element(
      'tr',
      { 'data-key': cell.key },
      element('th', { scope: 'row', class: 'text' }, element('a', { href: toCell(sweep, cell.key) }, cell.key)),
      contents(cell).map((text, i) => element('td', { class: COLUMNS[i + 1][1] }, text)),
    );
    row.dataset.state = cell.state;
    this.#rows.set(cell.key, row);
    return row;
  }

  update(cell) {
    const row = this.#rows.get(cell.key);
    if (!row) return;
    row.dataset.state = cell.state;
    contents(cell).forEach((text, i) => write(row.children[i + 1], text));
  }

  mark(key) {
    this.#rows.forEach((row, of) => row.classList.toggle('open', of === key));
  }
}
