// All sweeps, at the side.

import { byId, element, write } from './elements.js';
import { ProgressBar, badge, cellsWords, remainingWords, rewriteBadge, sweepState, sweepWord } from './progress.js';
import { route, toSweep } from './route.js';
import { timeOf } from './times.js';
import { percent, stateGlyph, stateWord } from './words.js';

class Entry {
  constructor(name) {
    this.bar = new ProgressBar('thin');
    this.state = badge('', '', '');
    this.cells = element('p', { class: 'cells' });
    this.left = element('p', { class: 'left' });
    this.runs = element('p', { class: 'runs faint' });
    this.link = element(
      'a',
      { class: 'entry', href: toSweep(name) },
      element('span', { class: 'entryHead' }, element('b', {}, name), this.state),
      this.bar.node,
      this.cells,
      this.left,
      this.runs,
    );
    this.node = element('li', { 'data-name': name }, this.link);
  }

  show(summary) {
    const now = JSON.stringify(summary);
    if (now === this.shown) return;
    this.shown = now;
    rewriteBadge(this.state, sweepState(summary), sweepWord(summary), stateGlyph(sweepState(summary)));
    this.bar.show(summary);
    write(this.cells, summary.unreadable ? 'its file cannot be read; gpicl status tells why' : cellsWords(summary));
    write(this.left, summary.running ? percent(summary.fraction) + ' · ' + remainingWords(summary) : '');
    const last =
      summary.lastRun && !summary.running
        ? ['last run ' + stateWord(summary.lastRun.outcome) + ' ', timeOf(summary.lastRun.endedAt ?? summary.lastRun.startedAt)]
        : [];
    const next = summary.next ? [last.length ? ' · ' : '', 'next ', timeOf(summary.next)] : [];
    this.runs.replaceChildren(...[...last, ...next].filter(part => part !== ''));
  }
}

export class SweepList {
  #entries = new Map();

  constructor() {
    this.node = byId('sweepList');
  }

  show(list) {
    byId('noSweeps').hidden = list.length > 0;
    const names = new Set(list.map(s => s.name));
    this.#entries.forEach((entry, name) => {
      if (names.has(name)) return;
      entry.node.remove();
      this.#entries.delete(name);
    });
    list.forEach((summary, i) => {
      if (!this.#entries.has(summary.name)) this.#entries.set(summary.name, new Entry(summary.name));
      const entry = this.#entries.get(summary.name);
      entry.show(summary);
      if (this.node.children[i] !== entry.node) this.node.insertBefore(entry.node, this.node.children[i] ?? null);
    });
    this.markCurrent();
  }

  markCurrent() {
    const { sweep } = route();
    this.#entries.forEach((entry, name) => {
      if (name === sweep) entry.link.setAttribute('aria-current', 'page');
      else entry.link.removeAttribute('aria-current');
    });
    if (sweep === null) byId('overviewLink').setAttribute('aria-current', 'page');
    else byId('overviewLink').removeAttribute('aria-current');
  }
}
