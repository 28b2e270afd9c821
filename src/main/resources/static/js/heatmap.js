// One heatmap: by default hidden size to the right and tasks upwards, as in the figures of the report. A grid of elements and no
// drawing, so that it can be walked with the keyboard and one cell can change without the others.

import { crossingLine } from './crossing-line.js';
import { element, write } from './elements.js';
import { face, faceText, placeWords } from './places.js';
import { colour, textOn } from './scale.js';

const NARROWEST_NUMBER = 24;
const NARROWEST_WIDE = 38;
const MARGIN = 66;
const DIGIT = 9;

export class Heatmap {
  #squares = new Map();
  #focused = null;
  #wide = true;
  #facesOf = new Map();

  /**
   * rows, columns: axes with title, values and labels, and what is spoken after and before a label; keyOf(row, column): the key of a
   * place; places: place key to its cells; crossing: of `crossingLines`; open(cells) and tell(words) are called with what was chosen or looked at.
   */
  constructor({ title, set, rows, columns, keyOf, chance, places, crossing, open, tell }) {
    Object.assign(this, { title, set, rows, columns, keyOf, chance, places, crossing, open, tell });
    this.node = this.#build();
    this.#observer = new ResizeObserver(([entry]) => this.#fit(entry.contentRect.width));
    this.#observer.observe(this.node);
  }

  #observer;

  #build() {
    const { title, rows, columns } = this;
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
    const aloud = words => element('span', { class: 'aloud' }, words);
    rows.values.forEach((row, i) =>
      grid.prepend(
        element(
          'div',
          { role: 'row', class: 'row' },
          element('span', { role: 'rowheader', class: 'tick left' }, rows.labels[i], aloud(rows.after(row))),
          columns.values.map(column => this.#square(row, column)),
        ),
      ),
    );
    grid.append(
      element(
        'div',
        { role: 'row', class: 'row' },
        element('span', { role: 'columnheader' }, aloud(rows.title || 'accuracy')),
        columns.labels.map(label => element('span', { role: 'columnheader', class: 'tick below' }, aloud(columns.before), label)),
      ),
    );
    if (this.crossing.length) grid.append(crossingLine(this.crossing, columns.values.length, rows.values.length));
    const first = this.#squares.values().next().value;
    if (first) first.tabIndex = 0;
    this.#focused = first;
    const oneRow = rows.values.length === 1;
    const figure = element(
      'figure',
      { class: oneRow ? 'map oneRow' : 'map', 'data-set': this.set },
      element(
        'figcaption',
        {},
        title,
        oneRow && rows.labels[0] ? element('span', { class: 'faint' }, ' · ' + (rows.only ?? rows.title + ' ' + rows.labels[0])) : '',
      ),
      element(
        'div',
        { class: 'axes' },
        element('span', { class: 'axis up', 'aria-hidden': 'true' }, rows.title),
        grid,
        element('span', { class: 'axis along', 'aria-hidden': 'true' }, columns.title),
      ),
    );
    figure.style.setProperty('--columns', columns.values.length);
    figure.style.setProperty('--rows', rows.values.length);
    return figure;
  }

  #square(row, column) {
    const key = this.keyOf(row, column);
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
    const square = (width - MARGIN) / this.columns.values.length;
    this.node.classList.toggle('bare', square < NARROWEST_NUMBER);
    const longest = Math.max(...this.columns.labels.map(label => label.length));
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
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-x, 0], End: [this.columns.values.length - 1 - x, 0] }[
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
