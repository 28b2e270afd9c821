// One sweep: reads it, puts its parts together, and hands each change to the parts that show it.

import { read, sweepPath } from './api.js';
import { AxesPicture } from './axes-picture.js';
import { filterOf } from './cell-filter.js';
import { CellTable } from './cell-table.js';
import { byId, choice, element, refill } from './elements.js';
import { Failures } from './failures.js';
import { GridPicture } from './grid-picture.js';
import { legend } from './legend.js';
import { announce } from './notices.js';
import { ALL, PictureChoice } from './picture-choice.js';
import { PictureControls } from './picture-controls.js';
import { FAILURES, placeOf } from './places.js';
import { go, remember, toCell } from './route.js';
import { runsOf } from './runs.js';
import { schedulesOf } from './schedules.js';
import { SweepHead } from './sweep-head.js';

const gridOf = detail =>
  JSON.stringify([detail.models, detail.tasks, detail.hidden, detail.seeds, detail.swept, detail.classes, detail.cellsList.map(c => c.key)]);

export class SweepView {
  #cells = new Map();
  #table = null;
  #shows = null;
  #choice = null;
  #view = 'map';
  #find = '';
  #filtering = 0;
  #filtered = '';
  #early = [];
  #turn = 0;
  #loading = false;
  #closed = false;
  detail = null;

  /** query: what the address says of it. */
  constructor(host, name, panel, query) {
    Object.assign(this, { host, name, panel, query });
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
    this.#choice = new PictureChoice(detail);
    this.#take(this.query);
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
      this.#view,
      view => this.#chooseView(view),
    );
    views.id = 'views';
    this.find = element('input', {
      type: 'search',
      id: 'find',
      placeholder: 'Filter, such as h64 done',
      'aria-label': 'Filter cells',
      title: 'Words that all have to fit: h64, done, layers=2, unseen>0.5',
      autocomplete: 'off',
      spellcheck: 'false',
      input: () => this.#type(),
    });
    this.find.value = this.#find;
    this.seeds = element('div', { class: 'seedChoice' });
    this.controls = new PictureControls(this.#choice, () => this.#choose());
    this.maps = element(
      'section',
      { class: 'maps', 'aria-labelledby': 'mapsTitle' },
      element('div', { class: 'sectionHead' }, element('h2', { id: 'mapsTitle' }, 'Seen and unseen tasks'), this.seeds, this.find, views),
      this.controls.node,
      legend(detail.classes, detail.seeds.length > 1),
      this.picture,
      this.readout,
    );
    this.host.replaceChildren(this.head.node, this.maps, this.failures.node, this.runs);
    this.#show();
    this.failures.show(this.#cells);
  }

  /** Takes what an address says: the axes, the view, the filter. */
  #take(query) {
    this.#choice.restore(query);
    this.#view = query.get('view') === 'table' ? 'table' : 'map';
    this.#find = query.get('find') ?? '';
  }

  /** Another address of the same sweep; one that says nothing keeps what was chosen. */
  restore(query) {
    if (!this.detail) this.query = query;
    else if (String(query) && String(query) !== this.#address()) {
      this.query = query;
      this.#build();
      this.head.show(this.detail);
      this.#runs();
    } else this.#remember();
  }

  #address() {
    return String(new URLSearchParams(this.#query()));
  }

  #query() {
    return { ...this.#choice.query(), ...(this.#view === 'table' && { view: 'table' }), ...(this.#find && { find: this.#find }) };
  }

  #remember() {
    this.query = new URLSearchParams(this.#query());
    remember(this.query);
  }

  #choose() {
    this.#show();
    this.openCell(this.wanted, false);
  }

  #chooseView(view) {
    this.#view = view;
    this.#show();
  }

  /** Typing goes on while it is filtered: at most once for each picture of the screen. */
  #type() {
    this.#find = this.find.value;
    this.#filterSoon();
  }

  #filterSoon() {
    this.#filtering ||= requestAnimationFrame(() => {
      this.#filtering = 0;
      if (!this.#closed && String(this.#shown().map(cell => cell.key)) !== this.#filtered) this.#show();
      this.#remember();
    });
  }

  #show() {
    const table = this.#view === 'table';
    const plain = this.#choice.plain && !table;
    this.readout.hidden = table;
    this.controls.node.hidden = table || this.#choice.eligible.length < 2;
    this.find.hidden = plain && !this.#find;
    const shown = this.#shown();
    this.#filtered = String(shown.map(cell => cell.key));
    this.#seedChoice();
    this.#clear();
    if (table) this.#tableOf(shown);
    else this.#pictureOf(shown, plain);
    this.#mark();
    this.#remember();
  }

  #shown() {
    const cells = [...this.#cells.values()];
    return this.#find ? cells.filter(filterOf(this.#find, cells)) : cells;
  }

  #seedChoice() {
    const { seeds } = this.detail;
    const { plain, at } = this.#choice;
    this.seeds.hidden = seeds.length < 2 || !plain || this.#view === 'table';
    const choose = seed => {
      at.seed = seed;
      this.controls.show();
      this.#choose();
    };
    if (!this.seeds.firstChild) {
      this.seeds.append('Seed ', choice('Seed', [[ALL, 'median of ' + seeds.length], ...seeds.map(s => [String(s), String(s)])], at.seed, choose));
    }
    this.seeds.querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.value === at.seed)));
  }

  #tableOf(cells) {
    this.#table = new CellTable(
      this.name,
      (this.detail.swept ?? []).map(one => this.#choice.axis(one.path)),
    );
    this.#table.show(cells, this.#cells.size);
    this.picture.replaceChildren(this.#table.node);
  }

  #pictureOf(cells, plain) {
    const { detail } = this;
    const { seed } = this.#choice.at;
    const shared = { open: some => this.#openOneOf(some), tell: words => this.#tell(words) };
    this.#shows = plain
      ? new GridPicture({ detail, cells: cells.filter(cell => seed === ALL || String(cell.seed) === seed), ...shared })
      : new AxesPicture({ choice: this.#choice, cells, chance: 1 / detail.classes, ...shared });
    this.picture.replaceChildren(this.#shows.node);
  }

  #openOneOf(cells) {
    go(toCell(this.name, (cells.find(c => c.state === 'RUNNING') ?? cells[0]).key));
  }

  #clear() {
    this.#table = null;
    this.#shows?.close();
    this.#shows = null;
    this.#tell(null);
  }

  #tell(words) {
    this.readout.textContent = words ?? 'Choose a cell to see how it learns.';
  }

  /** Cells as they are now; only the places where something differs are painted again. */
  change(changed) {
    // An answer on its way may be older than these or newer: they are applied to both, the next ones settle it.
    if (this.#loading) this.#early.push(changed);
    if (!this.detail) return;
    const touched = [];
    let failuresToo = false;
    for (const cell of changed) {
      const before = this.#cells.get(cell.key);
      if (!before) continue;
      failuresToo ||= before.state !== cell.state || before.failure !== cell.failure;
      if (before.state !== cell.state && FAILURES.includes(cell.state)) announce('Cell ' + cell.key + ' failed: ' + cell.failure);
      Object.assign(before, cell);
      touched.push(before);
      this.#table?.update(before);
      this.panel.update(before);
    }
    if (this.#find && touched.length) this.#filterSoon();
    this.#shows?.update(touched);
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
      this.panel.open(this.name, cell, seeds, () => (from?.isConnected && from !== document.body ? from : this.#shows?.square(cell)));
      if (byHand) this.panel.focus();
    }
    this.#mark();
  }

  #mark() {
    const cell = this.#cells.get(this.wanted);
    this.#shows?.mark(cell);
    this.#table?.mark(this.wanted);
  }

  close() {
    this.#closed = true;
    this.#clear();
    this.panel.close();
    byId('main').replaceChildren();
  }
}
