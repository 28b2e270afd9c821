// What the colours and the marks of the heatmaps mean.

import { element } from './elements.js';
import { SPLIT } from './places.js';
import { gradient } from './scale.js';
import { two } from './words.js';

const STATES = [
  ['PENDING', 'pending', ''],
  ['RUNNING', 'running', ''],
  ['STOPPED', 'stopped', '‖'],
  ['FAILED', 'failed', '×'],
  ['QUARANTINED', 'quarantined', '⊘'],
];

/** several: whether there are several seeds. */
export function legend(classes, several) {
  const chance = element('span', { class: 'chance', title: 'chance' });
  chance.style.left = 100 / classes + '%';
  const strip = element('span', { class: 'strip' }, chance);
  strip.style.background = gradient;
  return element(
    'div',
    { class: 'legend', 'aria-label': 'Legend', role: 'group' },
    element('span', { class: 'scale' }, 'Accuracy 0', strip, '1'),
    element('span', { class: 'chanceKey' }, element('span', { class: 'chanceMark', 'aria-hidden': 'true' }), 'chance ' + two(1 / classes)),
    STATES.map(([state, word, mark]) =>
      element(
        'span',
        { class: 'key' },
        element('span', { class: 'square small', 'data-state': state, 'aria-hidden': 'true' }, element('span', { class: 'value' }, mark)),
        word,
      ),
    ),
    several ? element('span', { class: 'key' }, element('span', { class: 'square small', 'data-split': true, 'aria-hidden': 'true' }), SPLIT) : '',
  );
}
