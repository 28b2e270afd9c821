// Schedules and the history of what was ordered: what the operator looks at in the morning.

import { read, readAll } from './api.js';
import { element, refill, table } from './elements.js';
import { badge } from './progress.js';
import { linkTo, schedulesOf } from './schedules.js';
import { secondsBetween, timeOf } from './times.js';
import { duration, stateGlyph, stateWord } from './words.js';

const ORIGINS = { TERMINAL: 'terminal', PAGE: 'page', SCHEDULE: 'schedule' };
const COLUMNS = [
  ['due', 'text'],
  ['sweep', 'text'],
  ['what became of it', 'wide'],
  ['by', 'text'],
  ['began', 'text'],
  ['took', 'number'],
];

function outcome(order) {
  return element('div', { class: 'outcome' }, badge(order.state, stateWord(order.state) + (order.told ? ': ' + order.told : ''), stateGlyph(order.state)));
}

function historyOf(orders, known) {
  if (!orders.length) return element('p', { class: 'faint' }, 'Nothing was ordered yet.');
  return table(
    'History of orders, newest first',
    COLUMNS,
    orders.map(order => [
      timeOf(order.dueAt ?? order.orderedAt),
      linkTo(order.sweep, known),
      outcome(order),
      ORIGINS[order.origin] ?? order.origin,
      timeOf(order.begunAt),
      order.begunAt && order.endedAt ? duration(secondsBetween(order.begunAt, order.endedAt)) : '–',
    ]),
    { class: 'stack', id: 'historyTable' },
  );
}

export class Overview {
  #closed = false;
  #loads = 0;

  /** settled: a promise before which nothing is shown. */
  constructor(host, settled) {
    this.settled = settled;
    this.schedules = element('div', {}, element('p', { class: 'faint' }, 'Loading …'));
    this.history = element('div', {});
    host.replaceChildren(
      element('h1', { class: 'aloud' }, 'Schedules and history'),
      element('section', { 'aria-labelledby': 'schedulesTitle' }, element('h2', { id: 'schedulesTitle' }, 'Schedules'), this.schedules),
      element('section', { 'aria-labelledby': 'historyTitle' }, element('h2', { id: 'historyTitle' }, 'History'), this.history),
    );
    document.title = 'gpicl';
  }

  /** Of two readings at a time the later one counts, whichever answer comes first. */
  async load() {
    const mine = ++this.#loads;
    try {
      const [schedules, history, sweeps] = await Promise.all([read('schedules'), read('history?limit=100'), readAll('sweeps'), this.settled]);
      if (this.#closed || mine !== this.#loads) return;
      const known = new Set(sweeps.map(sweep => sweep.name));
      refill(
        this.schedules,
        schedulesOf(schedules, known, () => this.load()),
      );
      refill(this.history, historyOf(history, known));
    } catch (error) {
      if (!this.#closed) this.schedules.replaceChildren(element('p', {}, 'Cannot be shown: ' + error.message));
    }
  }

  close() {
    this.#closed = true;
  }
}
