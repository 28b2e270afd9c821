// What the page says aloud: answers to what was asked, errors, and changes of state.

import { byId, element } from './elements.js';

const STAYS = 8_000;

/** For those who hear the page; sighted readers see the change itself. */
export function announce(text) {
  byId('announcer').textContent = text;
}

/** An answer goes by itself; an error stays until it was read. */
export function notice(text, kind = 'answer') {
  const close = element('button', { type: 'button', class: 'quiet', 'aria-label': 'Dismiss', click: () => made.remove() }, '✕');
  const made = element('div', { class: 'notice ' + kind, role: kind === 'error' ? 'alert' : 'status' }, element('p', {}, text), close);
  byId('notices').append(made);
  if (kind !== 'error') setTimeout(() => made.remove(), STAYS);
}
