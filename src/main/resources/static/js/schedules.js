// Nightly runs: when each is due next, and how the last one went.

import { element } from './elements.js';
import { badge } from './progress.js';
import { toSweep } from './route.js';
import { timeOf } from './times.js';
import { stateGlyph, stateWord } from './words.js';
import { writeButton } from './writes.js';

const MISSED = { 'run-once': 'a missed run is made up for once', skip: 'a missed run is skipped' };

function last(firing) {
  if (!firing) return element('p', { class: 'faint' }, 'It has not fired yet.');
  return element(
    'p',
    { class: 'faint' },
    'last ',
    timeOf(firing.dueAt),
    ' ',
    badge(firing.state, stateWord(firing.state), stateGlyph(firing.state)),
    firing.told ? ': ' + firing.told : '',
  );
}

function schedule(of, known, changed) {
  const path = 'schedules/' + encodeURIComponent(of.sweep);
  const both = { keeps: 'schedule ' + of.sweep, after: changed };
  const button = of.paused
    ? writeButton({ ...both, words: 'Go on', path: path + '/resume', done: 'The schedule of ' + of.sweep + ' goes on' })
    : writeButton({ ...both, words: 'Pause', path: path + '/pause', done: 'The schedule of ' + of.sweep + ' is paused' });
  return element(
    'li',
    { class: of.paused ? 'paused' : null },
    element(
      'div',
      {},
      known ? linkTo(of.sweep, known, 'name') : '',
      element('p', { class: 'due' }, of.paused ? 'paused' : ['next run ', timeOf(of.next, Boolean(of.next))]),
      element(
        'p',
        { class: 'faint' },
        element('code', {}, of.cron),
        ' ' + of.zone + ' · ' + (MISSED[of.missed] ?? of.missed) + (of.stopAfter ? ' · stops after ' + of.stopAfter : ''),
      ),
      last(of.last),
    ),
    button,
  );
}

/** A sweep that never began its first run is not stored: there is nothing to link to. */
export function linkTo(sweep, known, kind) {
  return known.has(sweep) ? element('a', { class: kind, href: toSweep(sweep) }, sweep) : element('span', { class: kind }, sweep);
}

/** known: the names of the sweeps that there are, or null where each is that of its sweep's own view. */
export function schedulesOf(schedules, known, changed) {
  if (!schedules.length) {
    return element(
      'p',
      { class: 'faint' },
      'Nothing is scheduled. A section ',
      element('code', {}, 'schedule:'),
      ' in a sweep file, given to ',
      element('code', {}, 'gpicl serve FILE'),
      ', runs it every night.',
    );
  }
  return element(
    'ul',
    { class: 'schedules' },
    schedules.map(of => schedule(of, known, changed)),
  );
}
