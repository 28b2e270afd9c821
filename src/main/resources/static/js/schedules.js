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

function schedule(of, named) {
  const path = 'schedules/' + encodeURIComponent(of.sweep);
  const button = of.paused
    ? writeButton({ words: 'Go on', path: path + '/resume', done: 'The schedule of ' + of.sweep + ' goes on' })
    : writeButton({ words: 'Pause', path: path + '/pause', done: 'The schedule of ' + of.sweep + ' is paused' });
  return element(
    'li',
    { class: of.paused ? 'paused' : null },
    element(
      'div',
      {},
      named ? element('a', { class: 'name', href: toSweep(of.sweep) }, of.sweep) : '',
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

export function schedulesOf(schedules, named = true) {
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
    schedules.map(of => schedule(of, named)),
  );
}
