// The files of one sweep, to be downloaded; a folder is read when it is opened.

import { API } from './address.js';
import { read, sweepPath } from './api.js';
import { element, refill } from './elements.js';
import { timeOf } from './times.js';
import { count } from './words.js';

const UNITS = ['B', 'kB', 'MB', 'GB'];

function size(bytes) {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const number = bytes / 1000 ** unit;
  return (unit === 0 || number >= 100 ? Math.round(number) : number.toPrecision(3)) + ' ' + UNITS[unit];
}

const nameOf = path => path.slice(path.lastIndexOf('/') + 1);
const order = (a, b) => (a.path < b.path ? -1 : 1);

export class FilesSection {
  #list = element('div', { class: 'files' });
  node = element('section', { 'aria-labelledby': 'filesTitle' }, element('h2', { id: 'filesTitle' }, 'Files'), this.#list);

  constructor(sweep) {
    this.path = sweepPath(sweep) + '/files';
  }

  /** Reads them again, such as after a run has written them. */
  async load() {
    try {
      this.#fill(this.#list, await read(this.path));
    } catch {
      // What was known stays on the page until the server answers again.
    }
  }

  #fill(node, entries) {
    const now = JSON.stringify(entries);
    if (node.dataset.shown === now) return;
    node.dataset.shown = now;
    refill(
      node,
      entries.length
        ? element(
            'ul',
            {},
            entries.filter(one => one.files === null).map(one => this.#file(one)),
            entries.filter(one => one.files !== null && one.files > 0).map(one => this.#folder(one)),
          )
        : element('p', { class: 'faint' }, 'None yet: a run writes them, and so does gpicl report.'),
    );
  }

  #file(one) {
    const href = API + this.path + '/' + one.path.split('/').map(encodeURIComponent).join('/');
    return element(
      'li',
      {},
      element('a', { href, download: nameOf(one.path), 'data-keeps': one.path }, nameOf(one.path)),
      element('span', { class: 'faint' }, ' ' + size(one.bytes) + ', ', timeOf(one.changed)),
    );
  }

  #folder(one) {
    const inside = element('div', {});
    const opened = async event => {
      if (!event.currentTarget.open) return;
      try {
        const entries = await read(this.path + '?folder=' + encodeURIComponent(one.path));
        this.#fill(inside, entries.sort(order));
      } catch (error) {
        refill(inside, element('p', { class: 'faint' }, 'It cannot be read: ' + error.message));
      }
    };
    return element(
      'li',
      {},
      element(
        'details',
        { toggle: opened },
        element('summary', { 'data-keeps': one.path }, nameOf(one.path) + '/ ', element('span', { class: 'faint' }, count(one.files, 'file', 'files'))),
        inside,
      ),
    );
  }
}
