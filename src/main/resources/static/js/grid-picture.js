// A sweep of the four axes alone, as in the figures of the report: for each model seen and unseen tasks, and lines where one axis has one
// value.

import { element } from './elements.js';
import { Heatmap } from './heatmap.js';
import { placeKey, placeOf } from './places.js';
import { RowPlot, isRow } from './row-plot.js';
import { count, modelTitle, taskLabels } from './words.js';

export class GridPicture {
  #places = new Map();
  #maps = [];
  #plots = [];

  /** open(cells) and tell(words) are called with what was chosen or looked at. */
  constructor({ detail, cells, open, tell }) {
    Object.assign(this, { detail, open, tell });
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
    const maps = ['seen', 'unseen'].map(set => this.#map(model, set));
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
  }

  #map(model, set) {
    const { tasks, hidden, classes } = this.detail;
    return new Heatmap({
      title: modelTitle(model) + ', ' + set + ' tasks',
      set,
      rows: {
        title: 'number of tasks',
        values: tasks,
        labels: taskLabels(tasks),
        after: n => (n === 1 ? ' task' : ' tasks'),
        only: count(tasks[0], 'task', 'tasks'),
      },
      columns: { title: 'hidden size', values: hidden, labels: hidden.map(String), before: 'hidden size ' },
      keyOf: (up, right) => placeKey(model, up, right),
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
