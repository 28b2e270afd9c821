// Light, dark, or as the system has it.

import { byId } from './elements.js';

const KEY = 'gpicl.theme';
const CHOICES = ['system', 'light', 'dark'];
const GLYPHS = { system: '◐', light: '○', dark: '●' };

const chosen = () => (CHOICES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : 'system');

function apply() {
  const theme = chosen();
  document.documentElement.dataset.theme = theme;
  const button = byId('theme');
  button.textContent = GLYPHS[theme] + ' ' + theme;
  button.setAttribute('aria-label', 'Colours: ' + theme + '. Change');
  document.dispatchEvent(new Event('theme'));
}

export function startTheme() {
  byId('theme').addEventListener('click', () => {
    localStorage.setItem(KEY, CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length]);
    apply();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new Event('theme')));
  apply();
}

/** A colour of base.css as it is now: charts know no variables. */
export function themeColour(name) {
  const probe = document.createElement('span');
  probe.style.color = 'var(' + name + ')';
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
