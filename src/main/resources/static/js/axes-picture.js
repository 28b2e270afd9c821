// A sweep on the axes that were chosen: heatmaps, or lines where only one axis was, side by side in panels.

import { crossingLines, crossingsOf } from './crossings.js';
import { element } from './elements.js';
import { Heatmap } from './heatmap.js';
import { LinePlot } from './line-plot.js';
import { panelKeyOf, panelTitle, panelsOf, placeKeyOf } from './panels.js';
import { NONE } from './picture-choice.js';
import { count } from './words.js';

const spoken = axis => ({ ...axis, before: axis.title ? axis.title + ' ' : '', after: () => (axis.title ? '' : 'accuracy') });

export class AxesPicture {
  #maps = [];
  #plots = [];
  #placeOfCell = new Map();

  /** open(cells) and tell(words) are called with what was chosen or looked at. */
  constructor({ cells, choice, boundary, chance, open, tell }) {
    Object.assign(this, { choice, boundary, chance, open, tell });
    this.found = crossingsOf(boundary, choice.axes, cells);
    const arranged = panelsOf(cells, choice);
    const { panels, left } = arranged;
    for (const panel of panels) {
      panel.places.forEach((some, key) => some.forEach(cell => this.#placeOfCell.set(cell.key, key)));
    }
    this.node = element(
      'div',
      { class: panels.length * choice.sets.length > 2 ? 'panels small' : 'panels' },
      panels.map(panel => this.#panel(panel, arranged)),
    );
    if (!panels.length) this.node.append(element('p', { class: 'faint' }, 'No cell has these settings.'));
    if (left) {
      this.node.append(
        element(
          'p',
          { class: 'faint morePanels' },
          'and ' + count(left, 'panel', 'panels') + ' more: choose one value of an axis that is “each in a panel” to see them.',
        ),
      );
    }
  }

  #panel(panel, { x, y }) {
    const { choice, chance } = this;
    const name = panelTitle(panel);
    const found = this.found.filter(one => panelKeyOf(one, choice) === panel.key);
    const maps = choice.sets.map(
      set =>
        new Heatmap({
          title: [name, set + (set === 'train' ? '' : ' tasks')].filter(Boolean).join(', '),
          set,
          rows: spoken(y),
          columns: spoken(x),
          keyOf: (up, right) => placeKeyOf(panel.key, up, right),
          places: panel.places,
          crossing: crossingLines(this.boundary, found, set, x, y),
          chance,
          open: this.open,
          tell: this.tell,
        }),
    );
    this.#maps.push(...maps);
    const block = element(
      'div',
      { class: 'model', role: 'group', 'aria-label': name || 'Accuracy' },
      element(
        'div',
        { class: maps.length > 1 ? 'pair' : '' },
        maps.map(map => map.node),
      ),
    );
    if (choice.y === NONE && x.values.length > 1) {
      const keys = x.values.map(value => placeKeyOf(panel.key, '', value));
      const plot = new LinePlot({ title: name || 'All', sets: choice.sets, x, keys, places: panel.places, chance });
      this.#plots.push(plot);
      block.append(plot.chart.node);
    }
    return block;
  }

  update(cells) {
    const touched = new Set(cells.map(cell => this.#placeOfCell.get(cell.key)).filter(key => key !== undefined));
    touched.forEach(key => this.#maps.forEach(map => map.update(key)));
    this.#plots.forEach(plot => plot.update([...touched]));
  }

  mark(cell) {
    const place = cell && this.#placeOfCell.get(cell.key);
    this.#maps.forEach(map => map.mark(place));
  }

  square(cell) {
    const place = this.#placeOfCell.get(cell.key);
    return this.#maps.map(map => map.square(place)).find(Boolean);
  }

  close() {
    this.#maps.forEach(map => map.close());
    this.#plots.forEach(plot => plot.close());
  }
}
