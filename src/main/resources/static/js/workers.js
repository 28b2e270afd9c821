// The workers that train what runs on workers; they come and go, so they are read again now and then.

import { read } from './api.js';
import { element, refill, table } from './elements.js';
import { badge } from './progress.js';
import { stateGlyph } from './words.js';

const AGAIN = 5_000;

const columns = [
  ['worker', 'text'],
  ['state', 'text'],
  ['in training', 'number'],
  ['places', 'number'],
  ['trained', 'number'],
  ['steps/s', 'number'],
  ['computes with', 'wide'],
];

function row(one) {
  const remarks = one.remarks ? one.remarks.split('\n').map(line => element('div', { class: 'faint' }, 'does not train ' + line)) : [];
  return [
    one.worker,
    one.lost ? badge('FAILED', 'lost', stateGlyph('FAILED')) : badge('RUNNING', 'at work', stateGlyph('RUNNING')),
    String(one.training),
    String(one.places),
    String(one.trained),
    one.training ? one.stepsPerSecond.toFixed(1) : '',
    element('div', {}, one.description, remarks),
  ];
}

export class WorkersSection {
  #timer = 0;
  #closed = false;
  #list = element('div', {}, element('p', { class: 'faint' }, 'Loading …'));
  node = element('section', { 'aria-labelledby': 'workersTitle' }, element('h2', { id: 'workersTitle' }, 'Workers'), this.#list);

  constructor() {
    this.#load();
  }

  async #load() {
    try {
      this.#show(await read('workers'));
    } catch {
      // What was known stays on the page until the server answers again.
    }
    if (!this.#closed) this.#timer = setTimeout(() => this.#load(), AGAIN);
  }

  #show(workers) {
    const now = JSON.stringify(workers);
    if (this.#closed || now === this.shown) return;
    this.shown = now;
    refill(
      this.#list,
      workers.length
        ? table('Workers of this database', columns, workers.map(row), { class: 'stack' })
        : element('p', { class: 'faint' }, 'None. Start gpicl worker with the same database on the machines that are to train.'),
    );
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
