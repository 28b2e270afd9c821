// Times of the server, which are UTC, as the reader's clock and calendar have them.

import { element, write } from './elements.js';
import { duration } from './words.js';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

const midnight = date => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** 02:00 today; tomorrow 02:00; Tue 24 Nov, 02:00. */
export function moment(iso) {
  const date = new Date(iso);
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  if (days === 0) return 'today ' + clock.format(date);
  if (days === 1) return 'tomorrow ' + clock.format(date);
  if (days === -1) return 'yesterday ' + clock.format(date);
  return day.format(date) + ', ' + clock.format(date);
}

export const clockTime = date => clock.format(date);
export const exactTime = date => exact.format(date);
export const secondsBetween = (from, to) => (new Date(to) - new Date(from)) / 1000;

function distance(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  return seconds >= 0 ? 'in ' + duration(seconds) : duration(-seconds) + ' ago';
}

function worded(node) {
  const iso = node.dateTime;
  return moment(iso) + (node.dataset.distance === 'yes' ? ' (' + distance(iso) + ')' : '');
}

/** A <time> that stays right while the page is open: what was tomorrow becomes today. */
export function timeOf(iso, withDistance = false) {
  if (!iso) return '–';
  const node = element('time', { datetime: iso, title: full.format(new Date(iso)), 'data-distance': withDistance ? 'yes' : 'no' });
  node.textContent = worded(node);
  return node;
}

export function keepTimesRight() {
  setInterval(() => document.querySelectorAll('time[data-distance]').forEach(node => write(node, worded(node))), 15_000);
}
