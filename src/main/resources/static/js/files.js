// The files of one sweep, to be downloaded; a folder is read when it is opened.

import { API } from './address.js';
import { readPart, sweepPath } from './api.js';
import { element, refill } from './elements.js';
import { timeOf } from './times.js';
import { count, grouped } from './words.js';

const UNITS = ['B', 'kB', 'MB', 'GB'];

function size(bytes) {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const number = bytes / 1000 ** unit;
  return (unit === 0 || number >= 100 ? Math.round(number) : number.toPrecision(3)) + ' ' + UNITS[unit];
}

const nameOf = path => path.slice(path.lastIndexOf('/') + 1);

/** Of a folder with a picture for each of thousands of cells. */
const MOST = 200;

export class FilesSection {
  #list = element('div', { class: 'files' });
  node = element('section', { 'aria-labelledby': 'filesTitle' }, element('h2', { id: 'filesTitle' }, 'Files'), this.#list);

  constructor(sweep) {
    this.path = sweepPath(sweep) + '/files';
  }

  /** Reads them again, such as after a run has written them. */
  async load() {
    try {
      this.#fill(this.#list, await readPart(this.path + '?limit=' + MOST));
    } catch {
      // What was known stays on the page until the server answers again.
    }
  }

  #fill(node, { part, total }) {
    const now = JSON.stringify([part, total]);
    if (node.dataset.shown === now) return;
    node.dataset.shown = now;
    refill(
      node,
      part.length
        ? element(
            'ul',
            {},
            part.map(one => (one.files === null ? this.#file(one) : this.#folder(one))),
            total > part.length ? element('li', { class: 'faint' }, 'and ' + grouped(total - part.length) + ' more; ' + API + this.path + ' lists them') : '',
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
        this.#fill(inside, await readPart(this.path + '?limit=' + MOST + '&folder=' + encodeURIComponent(one.path)));
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
