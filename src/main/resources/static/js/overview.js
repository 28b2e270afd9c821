// Schedules and the history of what was ordered: what the operator looks at in the morning.

import { read } from './api.js';
import { element, table } from './elements.js';
import { badge } from './progress.js';
import { toSweep } from './route.js';
import { schedulesOf } from './schedules.js';
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

function historyOf(orders) {
  if (!orders.length) return element('p', { class: 'faint' }, 'Nothing was ordered yet.');
  return table(
    'History of orders, newest first',
    COLUMNS,
    orders.map(order => [
      timeOf(order.dueAt ?? order.orderedAt),
      element('a', { href: toSweep(order.sweep) }, order.sweep),
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

  constructor(host) {
    this.schedules = element('div', {}, element('p', { class: 'faint' }, 'Loading …'));
    this.history = element('div', {});
    host.replaceChildren(
      element('h1', { class: 'aloud' }, 'Schedules and history'),
      element('section', { 'aria-labelledby': 'schedulesTitle' }, element('h2', { id: 'schedulesTitle' }, 'Schedules'), this.schedules),
      element('section', { 'aria-labelledby': 'historyTitle' }, element('h2', { id: 'historyTitle' }, 'History'), this.history),
    );
    document.title = 'gpicl';
  }

  async load() {
    try {
      const [schedules, history] = await Promise.all([read('schedules'), read('history?limit=100')]);
      if (this.#closed) return;
      this.schedules.replaceChildren(schedulesOf(schedules));
      this.history.replaceChildren(historyOf(history));
    } catch (error) {
      if (!this.#closed) this.schedules.replaceChildren(element('p', {}, 'Cannot be shown: ' + error.message));
    }
  }

  close() {
    this.#closed = true;
  }
}
