// How a cell learns: its loss, and its accuracy while training, over steps on a logarithmic axis.

import { Chart, axis, legendOf, level, line, stepAxis, tooltip } from './charts.js';
import { element } from './elements.js';
import { grouped, three, two } from './words.js';

const isNumber = x => typeof x === 'number';

export class CellCurves {
  #detail = null;

  constructor() {
    this.none = element('p', { class: 'faint' }, 'No steps yet: the curve begins with the first evaluation.');
    this.loss = new Chart('', () => this.#lossOptions());
    this.accuracy = new Chart('', () => this.#accuracyOptions());
    this.charts = element(
      'div',
      { hidden: true },
      element('h3', {}, 'Training loss'),
      this.loss.node,
      element('h3', {}, 'Accuracy while training'),
      this.accuracy.node,
    );
    this.node = element('div', { class: 'curves' }, this.none, this.charts);
  }

  show(detail) {
    this.#detail = detail;
    const points = this.#points('loss');
    this.none.hidden = points.length > 0;
    this.charts.hidden = points.length === 0;
    if (!points.length) return;
    const [first, last] = [points[0], points.at(-1)];
    this.loss.draw(
      'Loss from ' +
        three(first[1]) +
        ' at step ' +
        grouped(first[0]) +
        ' to ' +
        three(last[1]) +
        ' at step ' +
        grouped(last[0]) +
        '; chance is ' +
        three(detail.chanceLoss),
    );
    const seen = this.#points('seen').at(-1);
    this.accuracy.draw('Accuracy while training' + (seen ? '; seen ' + three(seen[1]) + ' at step ' + grouped(seen[0]) : ''));
  }

  /** A logarithmic axis has no place for step 0. */
  #points(name) {
    return (this.#detail?.points ?? []).filter(p => p.step > 0 && isNumber(p[name])).map(p => [p.step, p[name]]);
  }

  #steps() {
    const first = Math.min(...this.#points('loss').map(p => p[0]));
    return stepAxis(10 ** Math.floor(Math.log10(first)), Math.max(this.#detail.cell.steps, 10));
  }

  #lossOptions() {
    if (!this.#detail || !this.#points('loss').length) return {};
    const { chanceLoss, classes } = this.#detail;
    const points = this.#points('loss');
    const top = Math.max(chanceLoss, ...points.map(p => p[1]));
    const chance = 'chance: ln ' + classes + ' = ' + two(chanceLoss);
    return {
      grid: { left: 40, right: 14, top: 32, bottom: 44 },
      legend: legendOf(['loss'], chance),
      tooltip: tooltip(item => 'step ' + grouped(item.value[0])),
      xAxis: this.#steps(),
      yAxis: axis('', { type: 'value', min: 0, max: Math.ceil(top * 2.2) / 2 }),
      series: [line('loss', 'loss', points), level(chanceLoss, chance)],
    };
  }

  #accuracyOptions() {
    if (!this.#detail || !this.#points('loss').length) return {};
    const chance = 1 / this.#detail.classes;
    return {
      grid: { left: 40, right: 14, top: 32, bottom: 44 },
      legend: legendOf(['train', 'seen'], 'chance ' + two(chance)),
      tooltip: tooltip(item => 'step ' + grouped(item.value[0])),
      xAxis: this.#steps(),
      yAxis: axis('', { type: 'value', min: 0, max: 1 }),
      series: [line('train', 'train', this.#points('train')), line('seen', 'seen', this.#points('seen')), level(chance, 'chance ' + two(chance))],
    };
  }

  close() {
    this.loss.close();
    this.accuracy.close();
  }
}
