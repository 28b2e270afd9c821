// One heatmap: hidden size to the right, tasks upwards, as in the figures of the report. A grid of elements and no drawing, so that it
// can be walked with the keyboard and one cell can change without the others.

import { element, write } from './elements.js';
import { face, faceText, placeKey, placeWords } from './places.js';
import { colour, textOn } from './scale.js';
import { count, modelTitle, taskLabels } from './words.js';

const NARROWEST_NUMBER = 24;
const NARROWEST_WIDE = 38;
const MARGIN = 66;
const DIGIT = 9;

export class Heatmap {
  #squares = new Map();
  #focused = null;
  #wide = true;
  #facesOf = new Map();

  /** places: place key to its cells; open(cells) and tell(words) are called with what was chosen or looked at. */
  constructor({ model, set, tasks, hidden, chance, places, open, tell }) {
    Object.assign(this, { model, set, tasks, hidden, chance, places, open, tell });
    this.node = this.#build();
    this.#observer = new ResizeObserver(([entry]) => this.#fit(entry.contentRect.width));
    this.#observer.observe(this.node);
  }

  #observer;

  #build() {
    const title = modelTitle(this.model) + ', ' + this.set + ' tasks';
    const grid = element('div', {
      class: 'grid',
      role: 'grid',
      'aria-label': 'Accuracy of ' + title + '. Arrow keys walk, Enter opens a cell.',
      keydown: event => this.#walk(event),
      click: event => this.#choose(event.target),
      focusin: event => this.#look(event.target),
      mouseover: event => this.#look(event.target),
      mouseleave: () => this.tell(null),
    });
    const labels = taskLabels(this.tasks);
    const aloud = words => element('span', { class: 'aloud' }, words);
    this.tasks.forEach((tasks, i) =>
      grid.prepend(
        element(
          'div',
          { role: 'row', class: 'row' },
          element('span', { role: 'rowheader', class: 'tick left' }, labels[i], aloud(tasks === 1 ? ' task' : ' tasks')),
          this.hidden.map(hidden => this.#square(tasks, hidden)),
        ),
      ),
    );
    grid.append(
      element(
        'div',
        { role: 'row', class: 'row' },
        element('span', { role: 'columnheader' }, aloud('number of tasks')),
        this.hidden.map(hidden => element('span', { role: 'columnheader', class: 'tick below' }, aloud('hidden size '), String(hidden))),
      ),
    );
    const first = this.#squares.values().next().value;
    if (first) first.tabIndex = 0;
    this.#focused = first;
    const oneRow = this.tasks.length === 1;
    const figure = element(
      'figure',
      { class: oneRow ? 'map oneRow' : 'map', 'data-set': this.set },
      element('figcaption', {}, title, oneRow ? element('span', { class: 'faint' }, ' · ' + count(this.tasks[0], 'task', 'tasks')) : ''),
      element(
        'div',
        { class: 'axes' },
        element('span', { class: 'axis up', 'aria-hidden': 'true' }, 'number of tasks'),
        grid,
        element('span', { class: 'axis along', 'aria-hidden': 'true' }, 'hidden size'),
      ),
    );
    figure.style.setProperty('--columns', this.hidden.length);
    figure.style.setProperty('--rows', this.tasks.length);
    return figure;
  }

  #square(tasks, hidden) {
    const key = placeKey(this.model, tasks, hidden);
    if (!this.places.has(key)) return element('span', { role: 'gridcell', class: 'none', 'aria-label': 'not in this sweep' });
    const square = element('div', { role: 'gridcell', class: 'square', tabindex: '-1', 'data-place': key }, element('span', { class: 'value' }));
    this.#squares.set(key, square);
    this.#paint(key);
    return square;
  }

  /** Cells of this place changed. */
  update(key) {
    if (this.#squares.has(key)) this.#paint(key);
  }

  #paint(key) {
    const square = this.#squares.get(key);
    const cells = this.places.get(key);
    const shown = face(cells, this.set, this.chance);
    const text = faceText(shown, this.#wide);
    const words = placeWords(cells, this.chance);
    const before = this.#facesOf.get(key);
    const now = JSON.stringify([shown, text, words]);
    if (before === now) return;
    this.#facesOf.set(key, now);
    const valued = shown.value !== null;
    square.dataset.state = shown.state;
    square.toggleAttribute('data-valued', valued);
    square.toggleAttribute('data-split', valued && shown.split);
    square.toggleAttribute('data-failed', shown.failed && (valued || shown.state === 'RUNNING'));
    square.style.backgroundColor = valued ? colour(shown.value) : '';
    square.style.color = valued ? textOn(shown.value) : '';
    square.style.setProperty('--progress', shown.progress ?? 0);
    // What is seen begins what is heard: who speaks to the page names what is seen.
    square.setAttribute('aria-label', text ? text + ' · ' + words : words);
    write(square.firstChild, text);
  }

  #fit(width) {
    const square = (width - MARGIN) / this.hidden.length;
    this.node.classList.toggle('bare', square < NARROWEST_NUMBER);
    const longest = Math.max(...this.hidden.map(hidden => String(hidden).length));
    this.node.classList.toggle('crowded', square < DIGIT * longest);
    const wide = square >= NARROWEST_WIDE;
    if (wide === this.#wide) return;
    this.#wide = wide;
    this.#squares.forEach((_, key) => this.#paint(key));
  }

  #look(target) {
    const square = target.closest?.('.square');
    this.tell(square ? placeWords(this.places.get(square.dataset.place), this.chance) : null);
  }

  #choose(target) {
    const square = target.closest('.square');
    if (!square) return;
    this.#stand(square);
    this.open(this.places.get(square.dataset.place), square);
  }

  #stand(square) {
    if (this.#focused) this.#focused.tabIndex = -1;
    square.tabIndex = 0;
    this.#focused = square;
  }

  #walk(event) {
    const square = event.target.closest('.square');
    if (!square || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(square);
      return;
    }
    const rows = [...this.node.querySelectorAll('.row')].map(row => [...row.children].slice(1));
    const y = rows.findIndex(row => row.includes(square));
    const x = rows[y].indexOf(square);
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-x, 0], End: [this.hidden.length - 1 - x, 0] }[
      event.key
    ];
    if (!step) return;
    event.preventDefault();
    const next = rows[y + step[1]]?.[x + step[0]];
    if (!next?.classList.contains('square')) return;
    this.#stand(next);
    next.focus();
  }

  /** Marks the place of the open cell. */
  mark(key) {
    this.#squares.forEach((square, place) => square.toggleAttribute('data-open', place === key));
  }

  square(key) {
    return this.#squares.get(key);
  }

  close() {
    this.#observer.disconnect();
  }
}
