// What the colours and the marks of the heatmaps mean.

import { crossingSample } from './crossing-line.js';
import { crossingWords } from './crossings.js';
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
const SKIPPED = ['SKIPPED', 'skipped: the search does not need it', '»'];

const key = (words, sample) => element('span', { class: 'key' }, sample, words);
const square = (attributes, ...children) => element('span', { class: 'square small', 'aria-hidden': 'true', ...attributes }, ...children);

/** detail: of the sweep; marks that it cannot have are left out. */
export function legend({ classes, seeds, boundary, plateau }) {
  const chance = element('span', { class: 'chance', title: 'chance' });
  chance.style.left = 100 / classes + '%';
  const strip = element('span', { class: 'strip' }, chance);
  strip.style.background = gradient;
  const several = seeds.length > 1;
  return element(
    'div',
    { class: 'legend', 'aria-label': 'Legend', role: 'group' },
    element('span', { class: 'scale' }, 'Accuracy 0', strip, '1'),
    element('span', { class: 'chanceKey' }, element('span', { class: 'chanceMark', 'aria-hidden': 'true' }), 'chance ' + two(1 / classes)),
    [...STATES, ...(boundary || plateau ? [SKIPPED] : [])].map(([state, word, mark]) =>
      key(word, square({ 'data-state': state }, element('span', { class: 'value' }, mark))),
    ),
    several ? key(SPLIT, square({ 'data-split': true })) : '',
    boundary ? key(crossingWords(boundary, several), crossingSample()) : '',
  );
}
