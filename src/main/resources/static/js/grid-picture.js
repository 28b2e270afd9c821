// A sweep of the four axes alone, as in the figures of the report: for each model seen and unseen tasks, and lines where one axis has one
// value.

import { axesOf } from './axes.js';
import { crossingLines, crossingsOf } from './crossings.js';
import { element } from './elements.js';
import { Heatmap } from './heatmap.js';
import { LinePlot } from './line-plot.js';
import { placeKey, placeOf } from './places.js';
import { count, modelTitle } from './words.js';

/** Whether a grid has one row or one column: it says more as a line. */
const isRow = detail => (detail.hidden.length === 1) !== (detail.tasks.length === 1);

const SETS = ['seen', 'unseen'];

export class GridPicture {
  #places = new Map();
  #maps = [];
  #plots = [];

  /** open(cells) and tell(words) are called with what was chosen or looked at. */
  constructor({ detail, cells, open, tell }) {
    Object.assign(this, { detail, open, tell });
    this.axes = axesOf(detail);
    this.found = crossingsOf(detail.boundary, this.axes, cells);
    for (const cell of cells) {
      const key = placeOf(cell);
      if (!this.#places.has(key)) this.#places.set(key, []);
      this.#places.get(key).push(cell);
    }
    this.node = element(
      'div',
      { class: 'panels' },
      detail.models.map(model => this.#block(model)),
    );
  }

  #block(model) {
    const { detail } = this;
    const maps = SETS.map(set => this.#map(model, set));
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
      const plot = this.#plot(model);
      this.#plots.push(plot);
      block.append(plot.chart.node);
    }
    return block;
  }

  #axis(name) {
    return this.axes.find(axis => axis.name === name);
  }

  #plot(model) {
    const x = this.#axis(this.detail.hidden.length === 1 ? 'tasks' : 'hidden');
    const [tasks, hidden] = [this.detail.tasks[0], this.detail.hidden[0]];
    const keys = x.values.map(value => (x.name === 'tasks' ? placeKey(model, value, hidden) : placeKey(model, tasks, value)));
    return new LinePlot({ title: modelTitle(model), sets: SETS, x, keys, places: this.#places, chance: 1 / this.detail.classes });
  }

  #map(model, set) {
    const { tasks, classes, boundary } = this.detail;
    const rows = this.#axis('tasks');
    const columns = this.#axis('hidden');
    return new Heatmap({
      title: modelTitle(model) + ', ' + set + ' tasks',
      set,
      rows: { ...rows, after: n => (n === '1' ? ' task' : ' tasks'), only: count(tasks[0], 'task', 'tasks') },
      columns: { ...columns, before: 'hidden size ' },
      keyOf: (up, right) => placeKey(model, up, right),
      crossing: crossingLines(
        boundary,
        this.found.filter(one => one.model === model),
        set,
        columns,
        rows,
      ),
      chance: 1 / classes,
      places: this.#places,
      open: this.open,
      tell: this.tell,
    });
  }

  /** Only the places where something differs are painted again. */
  update(cells) {
    const touched = new Set(cells.map(placeOf));
    touched.forEach(key => this.#maps.forEach(map => map.update(key)));
    this.#plots.forEach(plot => plot.update([...touched]));
  }

  mark(cell) {
    this.#maps.forEach(map => map.mark(cell && placeOf(cell)));
  }

  square(cell) {
    return this.#maps[0]?.square(placeOf(cell));
  }

  close() {
    this.#maps.forEach(map => map.close());
    this.#plots.forEach(plot => plot.close());
  }
}
