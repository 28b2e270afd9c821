// The cells that failed, with their reasons.

import { element, refill } from './elements.js';
import { FAILURES } from './places.js';
import { badge } from './progress.js';
import { toCell } from './route.js';
import { count, grouped, stateGlyph, stateWord, steps } from './words.js';

const MOST = 100;

export class Failures {
  constructor(sweep) {
    this.sweep = sweep;
    this.node = element('section', { class: 'failures', 'aria-labelledby': 'failuresTitle', hidden: true });
  }

  show(cells) {
    const failed = [...cells.values()].filter(cell => FAILURES.includes(cell.state));
    this.node.hidden = failed.length === 0;
    refill(
      this.node,
      element('h2', { id: 'failuresTitle' }, count(failed.length, 'failure', 'failures')),
      element(
        'ul',
        {},
        failed
          .slice(0, MOST)
          .map(cell =>
            element(
              'li',
              {},
              badge(cell.state, stateWord(cell.state), stateGlyph(cell.state)),
              element('a', { href: toCell(this.sweep, cell.key), 'data-keeps': cell.key }, cell.key),
              element('span', { class: 'faint' }, steps(cell)),
              element('p', {}, cell.failure || 'no reason was recorded'),
            ),
          ),
      ),
      failed.length > MOST
        ? element('p', { class: 'faint' }, 'and ' + grouped(failed.length - MOST) + ' more: the table lists them, filtered by “failed”.')
        : '',
    );
  }
}
