// The head of one sweep: what it is, how far it is, and what one can do about it.

import { sweepPath } from './api.js';
import { element, refill, write } from './elements.js';
import { ProgressBar, badge, cellsWords, remainingWords, rewriteBadge, settled, sweepState, sweepWord } from './progress.js';
import { timeOf } from './times.js';
import { count, modelTitle, percent, stateGlyph } from './words.js';
import { writeButton } from './writes.js';

/** What can be done now. */
function offers(summary) {
  const path = sweepPath(summary.name);
  const broken = summary.failed + summary.quarantined;
  if (summary.running || summary.waiting) {
    return [
      {
        words: 'Stop',
        path: path + '/stop',
        done: 'Stopping ' + summary.name,
        kind: 'danger',
        question: {
          title: 'Stop ' + summary.name + '?',
          yes: 'Stop it',
          text: 'The cells in training store a checkpoint first; resuming continues from there and loses nothing.',
        },
      },
    ];
  }
  const left = summary.cells - settled(summary);
  return [
    left > 0 && { words: 'Resume', path: path + '/resume', body: { failed: false }, done: summary.name + ' waits for its turn', kind: 'primary' },
    broken > 0 && { words: 'Resume failed ones (' + broken + ')', path: path + '/resume', body: { failed: true }, done: summary.name + ' waits for its turn' },
  ].filter(Boolean);
}

export class SweepHead {
  #offered = null;

  constructor(detail) {
    this.state = badge('', '', '');
    this.bar = new ProgressBar();
    this.share = element('b', { class: 'share' });
    this.cells = element('span', {});
    this.left = element('span', {});
    this.next = element('span', {});
    this.buttons = element('div', { class: 'buttons' });
    this.node = element(
      'header',
      { class: 'sweepHead' },
      element('a', { class: 'backLink', href: '#/' }, '‹ All sweeps'),
      element('div', { class: 'titleRow' }, element('h1', {}, detail.name), this.state, this.buttons),
      element(
        'p',
        { class: 'faint what' },
        [
          detail.recipe && 'recipe ' + detail.recipe,
          detail.images && 'images ' + detail.images,
          detail.engine && 'engine ' + detail.engine,
          detail.models.map(modelTitle).join(' and '),
          count(detail.classes, 'class', 'classes'),
          count(detail.tasks.length, 'task count', 'task counts') +
            ' × ' +
            count(detail.hidden.length, 'hidden size', 'hidden sizes') +
            ' × ' +
            (detail.swept ?? []).map(axis => axis.values.length + ' ' + axis.path + ' × ').join('') +
            count(detail.seeds.length, 'seed', 'seeds'),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
      this.bar.node,
      element('p', { class: 'how' }, this.share, this.cells, this.left, this.next),
    );
  }

  show(summary) {
    rewriteBadge(this.state, sweepState(summary), sweepWord(summary), stateGlyph(sweepState(summary)));
    this.bar.show(summary);
    write(this.share, percent(summary.fraction));
    write(this.cells, cellsWords(summary));
    write(this.left, remainingWords(summary));
    if (this.next.dataset.at !== String(summary.next)) {
      this.next.dataset.at = String(summary.next);
      this.next.replaceChildren(...(summary.next ? ['next run ', timeOf(summary.next, true)] : []));
    }
    const offered = offers(summary);
    const words = offered.map(offer => offer.words).join();
    if (words === this.#offered) return;
    this.#offered = words;
    refill(this.buttons, ...offered.map((offer, i) => writeButton({ ...offer, keeps: 'offer ' + i })));
  }
}
