// The runs of one sweep, newest first.

import { element, table } from './elements.js';
import { badge } from './progress.js';
import { secondsBetween, timeOf } from './times.js';
import { duration, stateGlyph, stateWord } from './words.js';

export function runsOf(runs) {
  const newest = [...runs].sort((a, b) => new Date(b.startedAt) - new Date(a.startedAt));
  return element(
    'section',
    { class: 'runs', 'aria-labelledby': 'runsTitle' },
    element('h2', { id: 'runsTitle' }, 'Runs'),
    newest.length
      ? table(
          'Runs of this sweep',
          [
            ['began', 'text'],
            ['took', 'number'],
            ['outcome', 'text'],
            ['engine', 'text'],
            ['workers', 'number'],
          ],
          newest.map(run => [
            timeOf(run.startedAt),
            run.endedAt ? duration(secondsBetween(run.startedAt, run.endedAt)) : '–',
            badge(run.outcome, stateWord(run.outcome), stateGlyph(run.outcome)),
            run.engine ?? '–',
            String(run.workers ?? '–'),
          ]),
          { class: 'stack' },
        )
      : element('p', { class: 'faint' }, 'It has not run yet.'),
  );
}
