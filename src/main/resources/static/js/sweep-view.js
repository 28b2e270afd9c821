// One sweep: reads it, puts its parts together, and hands each change to the parts that show it.

import { read, sweepPath } from './api.js';
import { CellTable } from './cell-table.js';
import { byId, choice, element, refill } from './elements.js';
import { Failures } from './failures.js';
import { Heatmap } from './heatmap.js';
import { legend } from './legend.js';
import { announce } from './notices.js';
import { FAILURES, placeOf } from './places.js';
import { go, toCell } from './route.js';
import { RowPlot, isRow } from './row-plot.js';
import { runsOf } from './runs.js';
import { schedulesOf } from './schedules.js';
import { SweepHead } from './sweep-head.js';
import { modelTitle } from './words.js';

const gridOf = detail => JSON.stringify([detail.models, detail.tasks, detail.hidden, detail.seeds, detail.classes, detail.cellsList.map(c => c.key)]);

export class SweepView {
  #cells = new Map();
  #places = new Map();
  #maps = [];
  #plots = [];
  #table = null;
  #early = [];
  #turn = 0;
  #loading = false;
  #closed = false;
  #seed = null;
  detail = null;

  constructor(host, name, panel) {
    Object.assign(this, { host, name, panel });
    this.readout = element('p', { class: 'readout faint', 'aria-hidden': 'true' });
    host.replaceChildren(element('p', { class: 'faint' }, 'Loading …'));
  }

  /** Reads all of the sweep; what is on the page stays there and only changes where it differs. */
  async load() {
    const turn = ++this.#turn;
    this.#loading = true;
    try {
      const detail = await read(sweepPath(this.name));
      if (this.#closed || turn !== this.#turn) return;
      this.#loading = false;
      const sameGrid = this.detail && gridOf(this.detail) === gridOf(detail);
      this.detail = detail;
      if (sameGrid) this.change(detail.cellsList);
      else this.#build();
      this.#early.splice(0).forEach(cells => this.change(cells));
      this.showSummary(detail);
      this.#runs();
      this.openCell(this.wanted, false);
    } catch (error) {
      if (this.#closed || turn !== this.#turn) return;
      this.#loading = false;
      if (!this.detail) {
        this.host.replaceChildren(
          element('h1', {}, this.name),
          element('p', {}, error.status === 404 ? 'There is no such sweep here.' : 'This sweep cannot be shown: ' + error.message),
          element('p', {}, element('a', { href: '#/' }, 'All sweeps')),
        );
      }
    }
  }

  #build() {
    const { detail } = this;
    this.#cells = new Map(detail.cellsList.map(c => [c.key, c]));
    if (!detail.seeds.includes(this.#seed)) this.#seed = null;
    this.head = new SweepHead(detail);
    this.failures = new Failures(this.name);
    this.runs = element('div', { class: 'twoColumns' });
    this.picture = element('div', { class: 'picture' });
    const views = choice(
      'Heatmap or table',
      [
        ['map', 'Heatmap'],
        ['table', 'Table'],
      ],
      'map',
      view => this.#view(view),
    );
    views.id = 'views';
    const seeds =
      detail.seeds.length > 1 &&
      choice('Seed', [[null, 'median of ' + detail.seeds.length], ...detail.seeds.map(s => [s, String(s)])], this.#seed, seed => this.#chooseSeed(seed));
    this.maps = element(
      'section',
      { class: 'maps', 'aria-labelledby': 'mapsTitle' },
      element(
        'div',
        { class: 'sectionHead' },
        element('h2', { id: 'mapsTitle' }, 'Seen and unseen tasks'),
        seeds ? element('div', { class: 'seedChoice' }, 'Seed ', seeds) : '',
        views,
      ),
      legend(detail.classes, detail.seeds.length > 1),
      this.picture,
      this.readout,
    );
    this.host.replaceChildren(this.head.node, this.maps, this.failures.node, this.runs);
    this.#pictures();
    this.failures.show(this.#cells);
  }

  #chooseSeed(seed) {
    this.#seed = seed;
    if (this.picture.firstChild?.classList.contains('scroll')) return;
    this.#pictures();
    this.openCell(this.wanted, false);
  }

  #view(view) {
    this.readout.hidden = view === 'table';
    if (view === 'map') this.#pictures();
    else {
      this.#clear();
      this.#table = new CellTable(this.name, [...this.#cells.values()]);
      this.picture.replaceChildren(this.#table.node);
    }
    this.#mark();
  }

  #clear() {
    this.#maps.forEach(map => map.close());
    this.#plots.forEach(plot => plot.close());
    this.#maps = [];
    this.#plots = [];
    this.#table = null;
    this.#tell(null);
  }

  #group() {
    this.#places.clear();
    for (const cell of this.#cells.values()) {
      if (this.#seed !== null && cell.seed !== this.#seed) continue;
      const key = placeOf(cell);
      if (!this.#places.has(key)) this.#places.set(key, []);
      this.#places.get(key).push(cell);
    }
  }

  #pictures() {
    this.#clear();
    this.#group();
    const { detail } = this;
    const blocks = detail.models.map(model => {
      const maps = ['seen', 'unseen'].map(
        set =>
          new Heatmap({
            model,
            set,
            tasks: detail.tasks,
            hidden: detail.hidden,
            chance: 1 / detail.classes,
            places: this.#places,
            open: cells => go(toCell(this.name, (cells.find(c => c.state === 'RUNNING') ?? cells[0]).key)),
            tell: words => this.#tell(words),
          }),
      );
      this.#maps.push(...maps);
      const block = element(
        'div',
        { class: 'model', role: 'group', 'aria-label': modelTitle(model) },
        element(
          'div',
          { class: 'pair' },
          maps.map(map => map.node),
        ),
      );
      if (isRow(detail)) {
        const plot = new RowPlot(detail, model, this.#places);
        this.#plots.push(plot);
        block.append(plot.chart.node);
      }
      return block;
    });
    this.picture.replaceChildren(...blocks);
  }

  #tell(words) {
    this.readout.textContent = words ?? 'Choose a cell to see how it learns.';
  }

  /** Cells as they are now; only the places where something differs are painted again. */
  change(changed) {
    // An answer on its way may be older than these or newer: they are applied to both, the next ones settle it.
    if (this.#loading) this.#early.push(changed);
    if (!this.detail) return;
    const touched = new Set();
    let failuresToo = false;
    for (const cell of changed) {
      const before = this.#cells.get(cell.key);
      if (!before) continue;
      failuresToo ||= before.state !== cell.state || before.failure !== cell.failure;
      if (before.state !== cell.state && FAILURES.includes(cell.state)) announce('Cell ' + cell.key + ' failed: ' + cell.failure);
      Object.assign(before, cell);
      touched.add(placeOf(cell));
      this.#table?.update(before);
      this.panel.update(before);
    }
    touched.forEach(key => this.#maps.forEach(map => map.update(key)));
    this.#plots.forEach(plot => plot.update([...touched]));
    if (failuresToo) this.failures.show(this.#cells);
  }

  showSummary(summary) {
    if (!this.detail) return;
    const ended = s => JSON.stringify([s.running, s.cells, s.lastRun?.startedAt, s.lastRun?.outcome]);
    const again = ended(summary) !== ended(this.detail);
    Object.assign(this.detail, summary);
    this.head.show(this.detail);
    document.title = (summary.running ? Math.floor(100 * summary.fraction) + ' % ' : '') + this.name + ' · gpicl';
    if (again) this.load();
  }

  #runs() {
    refill(
      this.runs,
      runsOf(this.detail.runs),
      element(
        'section',
        { 'aria-labelledby': 'scheduleTitle' },
        element('h2', { id: 'scheduleTitle' }, 'Schedule'),
        schedulesOf(this.detail.schedule ? [this.detail.schedule] : [], null, () => this.load()),
      ),
    );
  }

  /** key: of the cell to open, or null. */
  openCell(key, byHand = true) {
    this.wanted = key ?? null;
    if (!this.detail) return;
    const cell = key && this.#cells.get(key);
    if (!cell) this.panel.close();
    else {
      const seeds = [...this.#cells.values()].filter(c => placeOf(c) === placeOf(cell));
      const from = document.activeElement;
      this.panel.open(this.name, cell, seeds, () => (from?.isConnected && from !== document.body ? from : this.#maps[0]?.square(placeOf(cell))));
      if (byHand) this.panel.focus();
    }
    this.#mark();
  }

  #mark() {
    const cell = this.#cells.get(this.wanted);
    this.#maps.forEach(map => map.mark(cell && placeOf(cell)));
    this.#table?.mark(this.wanted);
  }

  close() {
    this.#closed = true;
    this.#clear();
    this.panel.close();
    byId('main').replaceChildren();
  }
}
