// One sweep: reads it, puts its parts together, and hands each change to the parts that show it.

import { read, sweepPath } from './api.js';
import { BestCells } from './best-cells.js';
import { CellsSection } from './cells-section.js';
import { sweepCommands } from './commands.js';
import { byId, element, refill } from './elements.js';
import { Failures } from './failures.js';
import { FilesSection } from './files.js';
import { announce } from './notices.js';
import { FAILURES, placeOf } from './places.js';
import { go, remember, toCell } from './route.js';
import { runsOf } from './runs.js';
import { schedulesOf } from './schedules.js';
import { SweepHead } from './sweep-head.js';
import { WorkersSection } from './workers.js';

/** After a result a search may need other cells: how long until they are read, in milliseconds. */
const SEARCHED_AFTER = 3_000;

const gridOf = detail =>
  JSON.stringify([detail.models, detail.tasks, detail.hidden, detail.seeds, detail.swept, detail.classes, detail.cellsList.map(c => c.key)]);

export class SweepView {
  #cells = new Map();
  #searching = 0;
  #early = [];
  #turn = 0;
  #loading = false;
  #closed = false;
  detail = null;

  /** query: what the address says of it; settled: a promise before which nothing is shown. */
  constructor(host, name, panel, query, settled) {
    Object.assign(this, { host, name, panel, query, settled });
    host.replaceChildren(element('p', { class: 'faint' }, 'Loading …'));
  }

  /** Reads all of the sweep; what is on the page stays there and only changes where it differs. */
  async load() {
    const turn = ++this.#turn;
    this.#loading = true;
    try {
      const [detail] = await Promise.all([read(sweepPath(this.name)), this.settled]);
      if (this.#closed || turn !== this.#turn) return;
      this.#loading = false;
      const sameGrid = this.detail && gridOf(this.detail) === gridOf(detail);
      this.detail = detail;
      if (sameGrid) {
        this.change(detail.cellsList);
        this.section.searched(detail);
      } else this.#build();
      this.#early.splice(0).forEach(cells => this.change(cells));
      this.showSummary(detail);
      this.#runs();
      this.files.load();
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
    this.section?.close();
    this.section = null;
    this.workers?.close();
    this.workers = detail.runOn !== 'here' ? new WorkersSection() : null;
    this.#cells = new Map(detail.cellsList.map(c => [c.key, c]));
    this.head = new SweepHead(detail);
    this.best = new BestCells(this.name, this.#cells);
    this.failures = new Failures(this.name);
    this.runs = element('div', { class: 'twoColumns' });
    this.files = new FilesSection(this.name);
    this.section = new CellsSection({
      detail,
      cells: this.#cells,
      query: this.query,
      open: some => go(toCell(this.name, (some.find(c => c.state === 'RUNNING') ?? some[0]).key)),
      chosen: query => this.#chosen(query),
    });
    this.host.replaceChildren(
      ...[this.head, this.section, this.best, this.failures, this.workers].filter(Boolean).map(part => part.node),
      this.runs,
      this.files.node,
      sweepCommands(this.name),
    );
    this.failures.show(this.#cells);
  }

  /** Something else is shown, which the address remembers; what was marked is marked again. */
  #chosen(query) {
    this.#remember(query);
    if (this.section) this.openCell(this.wanted, false);
  }

  #remember(query) {
    this.query = query;
    remember(query);
  }

  /** Another address of the same sweep; one that says nothing keeps what was chosen. */
  restore(query) {
    if (!this.detail) this.query = query;
    else if (String(query) && String(query) !== String(this.section.query())) {
      this.query = query;
      this.#build();
      this.head.show(this.detail);
      this.#runs();
      this.files.load();
    } else this.#remember(this.section.query());
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
      const elsewhere = before.state !== cell.state;
      failuresToo ||= elsewhere || before.failure !== cell.failure;
      if (elsewhere && FAILURES.includes(cell.state)) announce('Cell ' + cell.key + ' failed: ' + cell.failure);
      if (elsewhere && !this.#loading) this.#searchedSoon();
      Object.assign(before, cell);
      touched.push(before);
      this.panel.update(before);
    }
    this.section.update(touched);
    if (touched.some(cell => cell.state === 'DONE')) this.best.show();
    if (failuresToo) this.failures.show(this.#cells);
  }

  /** What a result means for the cells that wait is known to the server only. */
  #searchedSoon() {
    if (!this.detail.boundary && !this.detail.plateau) return;
    this.#searching ||= setTimeout(() => {
      this.#searching = 0;
      if (!this.#closed) this.load();
    }, SEARCHED_AFTER);
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
      this.panel.open(this.name, cell, seeds, () => (from?.isConnected && from !== document.body ? from : this.section.square(cell)));
      if (byHand) this.panel.focus();
    }
    this.section.mark(cell || undefined);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#searching);
    this.section?.close();
    this.workers?.close();
    this.panel.close();
    byId('main').replaceChildren();
  }
}
