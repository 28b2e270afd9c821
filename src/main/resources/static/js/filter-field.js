// The field in which cells are filtered by typing, and which cells fit what is in it.

import { filterOf } from './cell-filter.js';
import { element } from './elements.js';

export class FilterField {
  #waiting = 0;
  #closed = false;

  /** changed() is called after typing, at most once for each picture of the screen: typing continues while cells are filtered. */
  constructor(text, changed) {
    this.changed = changed;
    this.node = element('input', {
      type: 'search',
      id: 'find',
      placeholder: 'Filter, such as h64 done',
      'aria-label': 'Filter cells',
      title: 'Words that all have to fit: h64, done, layers=2, unseen>0.5',
      autocomplete: 'off',
      spellcheck: 'false',
      input: () => this.filterSoon(),
    });
    this.node.value = text;
  }

  get text() {
    return this.node.value;
  }

  filterSoon() {
    this.#waiting ||= requestAnimationFrame(() => {
      this.#waiting = 0;
      if (!this.#closed) this.changed();
    });
  }

  fitting(cells) {
    return this.text ? cells.filter(filterOf(this.text, cells)) : cells;
  }

  close() {
    this.#closed = true;
  }
}
