// The cells of one sweep, as a picture or as a table, and the fields that choose which of them and how.

import { AxesPicture } from './axes-picture.js';
import { CellTable } from './cell-table.js';
import { choice, element } from './elements.js';
import { FilterField } from './filter-field.js';
import { GridPicture } from './grid-picture.js';
import { legend } from './legend.js';
import { ALL, PictureChoice } from './picture-choice.js';
import { PictureControls } from './picture-controls.js';
import { searchNote } from './search-note.js';

const VIEWS = [
  ['map', 'Heatmap'],
  ['table', 'Table'],
];
const HINT = 'Choose a cell to see how it learns.';

export class CellsSection {
  #table = null;
  #picture = null;
  #filtered = '';

  /** cells: by key, of the detail; query: what the address says; open(cells) and chosen(query) are called with what was chosen. */
  constructor({ detail, cells, query, open, chosen }) {
    Object.assign(this, { detail, cells, open, chosen });
    this.choice = new PictureChoice(detail);
    this.choice.restore(query);
    this.view = query.get('view') === 'table' ? 'table' : 'map';
    this.find = new FilterField(query.get('find') ?? '', () => this.#filter());
    this.readout = element('p', { class: 'readout faint', 'aria-hidden': 'true' });
    this.seeds = element('div', { class: 'seedChoice' });
    this.controls = new PictureControls(this.choice, () => this.show());
    this.shown = element('div', { class: 'picture' });
    const views = choice('Heatmap or table', VIEWS, this.view, view => {
      this.view = view;
      this.show();
    });
    views.id = 'views';
    this.note = searchNote(detail);
    this.node = element(
      'section',
      { class: 'maps', 'aria-labelledby': 'mapsTitle' },
      element('div', { class: 'sectionHead' }, element('h2', { id: 'mapsTitle' }, 'Seen and unseen tasks'), this.seeds, this.find.node, views),
      this.note,
      this.controls.node,
      legend(detail),
      this.shown,
      this.readout,
    );
    this.show();
  }

  /** What makes this view different from the usual one, for the address. */
  query() {
    const find = this.find.text;
    return new URLSearchParams({ ...this.choice.query(), ...(this.view === 'table' && { view: 'table' }), ...(find && { find }) });
  }

  /** Draws anew what was chosen. */
  show() {
    const table = this.view === 'table';
    const plain = this.choice.plain && !table;
    this.readout.hidden = table;
    this.controls.node.hidden = table || this.choice.eligible.length < 2;
    this.find.node.hidden = plain && !this.find.text;
    const cells = this.#fitting();
    this.#filtered = String(cells.map(cell => cell.key));
    this.#seedChoice();
    this.#clear();
    if (table) this.#tableOf(cells);
    else this.#pictureOf(cells, plain);
    this.chosen(this.query());
  }

  #fitting() {
    return this.find.fitting([...this.cells.values()]);
  }

  #filter() {
    if (String(this.#fitting().map(cell => cell.key)) !== this.#filtered) this.show();
    else this.chosen(this.query());
  }

  #seedChoice() {
    const { seeds } = this.detail;
    const { plain, at } = this.choice;
    this.seeds.hidden = seeds.length < 2 || !plain || this.view === 'table';
    const choose = seed => {
      at.seed = seed;
      this.controls.show();
      this.show();
    };
    if (!this.seeds.firstChild) {
      this.seeds.append('Seed ', choice('Seed', [[ALL, 'median of ' + seeds.length], ...seeds.map(s => [String(s), String(s)])], at.seed, choose));
    }
    this.seeds.querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.value === at.seed)));
  }

  #tableOf(cells) {
    const swept = (this.detail.swept ?? []).map(one => this.choice.axis(one.path));
    this.#table = new CellTable(this.detail.name, swept);
    this.#table.show(cells, this.cells.size);
    this.shown.replaceChildren(this.#table.node);
  }

  #pictureOf(cells, plain) {
    const { detail } = this;
    const { seed } = this.choice.at;
    const shared = { open: this.open, tell: words => this.#tell(words) };
    this.#picture = plain
      ? new GridPicture({ detail, cells: cells.filter(cell => seed === ALL || String(cell.seed) === seed), ...shared })
      : new AxesPicture({ choice: this.choice, cells, boundary: detail.boundary, chance: 1 / detail.classes, ...shared });
    this.shown.replaceChildren(this.#picture.node);
  }

  /** Only the places where something differs are painted again. */
  update(touched) {
    touched.forEach(cell => this.#table?.update(cell));
    if (this.find.text && touched.length) this.find.filterSoon();
    this.#picture?.update(touched);
  }

  /** What the sweep's search has found since. */
  searched(detail) {
    const before = JSON.stringify([this.detail.boundary, this.detail.plateau]);
    this.detail = detail;
    if (JSON.stringify([detail.boundary, detail.plateau]) === before) return;
    const note = searchNote(detail);
    this.note.replaceWith(note);
    this.note = note;
    this.show();
  }

  /** Marks the open cell; undefined for none. */
  mark(cell) {
    this.#picture?.mark(cell);
    this.#table?.mark(cell?.key);
  }

  square(cell) {
    return this.#picture?.square(cell);
  }

  #clear() {
    this.#table = null;
    this.#picture?.close();
    this.#picture = null;
    this.#tell(null);
  }

  #tell(words) {
    this.readout.textContent = words ?? HINT;
  }

  close() {
    this.find.close();
    this.#clear();
  }
}
