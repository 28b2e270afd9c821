// A place of a heatmap: the cells with the same model, tasks, hidden size and other settings, one for each seed.

import { commonWords, seedsOnly } from './axes.js';
import { percent, plusMinus, short, stateWord, steps, three, two } from './words.js';

export const placeKey = (model, tasks, hidden) => model + ' ' + tasks + ' ' + hidden;
export const placeOf = cell => [placeKey(cell.model, cell.tasks, cell.hidden), ...Object.values(cell.swept ?? {})].join(' ');

export const FAILURES = ['FAILED', 'QUARANTINED'];
const isNumber = x => typeof x === 'number';

/** What several seeds are together: what is going on comes before what went wrong, and that before what is over. */
const ORDER = ['RUNNING', 'QUARANTINED', 'FAILED', 'STOPPED', 'PENDING', 'DONE', 'SKIPPED'];

function mean(values) {
  const numbers = values.filter(isNumber);
  return numbers.length ? numbers.reduce((a, b) => a + b) / numbers.length : null;
}

/** Of seeds that differ widely, such as those that have left their plateau and those that have not, a mean would be what none has. */
export function median(values) {
  const numbers = values.filter(isNumber).sort((a, b) => a - b);
  const half = numbers.length >> 1;
  if (!numbers.length) return null;
  return numbers.length % 2 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
}

/** Whether seeds fall on both sides of twice the chance. */
export function split(values, chance) {
  const numbers = values.filter(isNumber);
  return numbers.some(v => v < 2 * chance) && numbers.some(v => v >= 2 * chance);
}

export const SPLIT = 'seeds on both sides of twice the chance';

const share = cell => (cell.state === 'DONE' ? 1 : cell.steps ? Math.min(1, cell.step / cell.steps) : 0);

/** What a place shows of `seen` or `unseen`: results where there are any, else how far the trainings are. */
export function face(cells, set, chance) {
  const over = cells.filter(c => c.state === 'DONE');
  const state = ORDER.find(s => cells.some(c => c.state === s)) ?? 'PENDING';
  const values = (over.length ? over : cells).map(c => c[set]);
  return {
    state,
    value: median(values),
    split: split(values, chance),
    progress: mean(cells.map(share)),
    failed: cells.some(c => FAILURES.includes(c.state)),
    done: over.length,
    of: cells.length,
  };
}

/** The few letters inside a square. */
export function faceText(shown, wide) {
  if (isNumber(shown.value)) return wide ? two(shown.value) : short(shown.value);
  if (shown.state === 'RUNNING') return wide ? percent(shown.progress) : '';
  return { FAILED: '×', QUARANTINED: '⊘', STOPPED: '‖', SKIPPED: '»' }[shown.state] ?? '';
}

/** From which seed to which, and whether they are two kinds. */
function range(cells, set, shown) {
  const values = cells.map(c => c[set]).filter(isNumber);
  if (values.length < 2) return '';
  return ' (' + three(Math.min(...values)) + ' to ' + three(Math.max(...values)) + (shown.split ? ', ' + SPLIT : '') + ')';
}

/** The same in words, for a screen reader and for the line above the heatmaps. */
export function placeWords(cells, chance) {
  const first = cells[0];
  const name = commonWords(cells);
  const seen = face(cells, 'seen');
  const results = ['seen', 'unseen']
    .map(set => [set, face(cells, set, chance)])
    .filter(([, shown]) => isNumber(shown.value))
    .map(([set, shown]) => set + ' ' + (cells.length === 1 ? plusMinus(shown.value, first[set + 'Error']) : three(shown.value) + range(cells, set, shown)));
  const state =
    cells.length === 1
      ? stateWord(first.state) + (first.state === 'DONE' || first.state === 'PENDING' ? '' : ', ' + steps(first))
      : stateWord(seen.state) + ', ' + seen.done + ' of ' + seen.of + (seedsOnly(cells) ? ' seeds done' : ' cells done');
  return [name, state, ...results, ...new Set(cells.map(c => c.failure).filter(Boolean))].join(' · ');
}
