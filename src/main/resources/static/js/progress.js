// How far a sweep is: its state in a word, a bar, and when it will be over.

import { element, write } from './elements.js';
import { clockTime } from './times.js';
import { count, duration, grouped, percent, stateWord } from './words.js';

/** The cells that are done, failed for good, or not needed by a search. */
export function settled(summary) {
  return summary.done + summary.failed + summary.quarantined + summary.skipped;
}

/** Sweeps have no state of their own: it follows from what they do and how they last ended. */
export function sweepState(summary) {
  if (summary.unreadable) return 'UNREADABLE';
  if (summary.running) return 'RUNNING';
  if (summary.waiting) return 'WAITING';
  if (summary.failed + summary.quarantined > 0) return 'FAILED';
  if (summary.cells > 0 && settled(summary) === summary.cells) return 'DONE';
  return summary.lastRun ? summary.lastRun.outcome : 'PENDING';
}

export function sweepWord(summary) {
  const state = sweepState(summary);
  if (state === 'UNREADABLE') return 'cannot be read';
  if (state === 'RUNNING') return summary.phase || 'running';
  if (state === 'PENDING') return 'not started';
  if (state === 'FAILED') return settled(summary) < summary.cells ? 'failed, not finished' : 'done but for failures';
  return stateWord(state);
}

export function cellsWords(summary) {
  return [
    grouped(summary.done) + ' of ' + count(summary.cells, 'cell', 'cells') + ' done',
    summary.failed ? grouped(summary.failed) + ' failed' : '',
    summary.quarantined ? grouped(summary.quarantined) + ' quarantined' : '',
    summary.skipped && !summary.running ? grouped(summary.skipped) + ' not needed' : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** About 1 h 10 min left, until 16:40. */
export function remainingWords(summary) {
  if (!summary.running) return '';
  if (typeof summary.remainingSeconds !== 'number') return 'time left not known yet';
  return 'about ' + duration(summary.remainingSeconds) + ' left, until ' + clockTime(new Date(Date.now() + 1000 * summary.remainingSeconds));
}

export class ProgressBar {
  constructor(className = '') {
    this.fill = element('span', {});
    this.node = element('div', { class: 'progress ' + className, role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' }, this.fill);
  }

  show(summary) {
    const share = Math.max(0, Math.min(1, summary.fraction || 0));
    this.fill.style.width = 100 * share + '%';
    this.node.dataset.state = sweepState(summary);
    this.node.setAttribute('aria-valuenow', String(Math.floor(100 * share)));
    this.node.setAttribute('aria-label', 'Progress of ' + summary.name);
    this.node.setAttribute('aria-valuetext', percent(share));
  }
}

/** A state as glyph and word. */
export function badge(state, words, glyph) {
  const node = element('span', { class: 'badge', 'data-state': state }, element('span', { 'aria-hidden': 'true', class: 'glyph' }, glyph));
  node.append(element('span', { class: 'word' }, words));
  return node;
}

export function rewriteBadge(node, state, words, glyph) {
  node.dataset.state = state;
  write(node.firstChild, glyph);
  write(node.lastChild, words);
}
