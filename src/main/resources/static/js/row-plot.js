// A grid with one row or one column says more as a line: accuracy over what varies.

import { Chart, axis, legendOf, level, line, tooltip } from './charts.js';
import { face, placeKey } from './places.js';
import { modelTitle, taskLabels, three, two } from './words.js';

/** Whether a sweep has such a grid. */
export const isRow = detail => (detail.hidden.length === 1) !== (detail.tasks.length === 1);

export class RowPlot {
  constructor(detail, model, places) {
    const overTasks = detail.hidden.length === 1;
    const keys = overTasks ? detail.tasks.map(t => placeKey(model, t, detail.hidden[0])) : detail.hidden.map(h => placeKey(model, detail.tasks[0], h));
    const labels = overTasks ? taskLabels(detail.tasks) : detail.hidden.map(String);
    const values = set => keys.map(key => (places.has(key) ? face(places.get(key), set).value : null));
    this.keys = new Set(keys);
    this.title = modelTitle(model) + ', accuracy over ' + (overTasks ? 'tasks' : 'hidden sizes');
    this.words = () => this.title + ': ' + ['seen', 'unseen'].map(set => set + ' ' + values(set).map(three).join(', ')).join('; ');
    this.chart = new Chart('wide', () => ({
      grid: { left: 40, right: 16, top: 34, bottom: 44 },
      legend: legendOf(['seen', 'unseen'], 'chance ' + two(1 / detail.classes)),
      tooltip: tooltip(item => (overTasks ? 'tasks ' : 'hidden size ') + item.name),
      xAxis: axis(overTasks ? 'number of tasks' : 'hidden size', { type: 'category', data: labels, boundaryGap: true }),
      yAxis: axis('', { type: 'value', min: 0, max: 1 }),
      series: [
        line('seen', 'seen', values('seen'), true),
        line('unseen', 'unseen', values('unseen'), true),
        level(1 / detail.classes, 'chance ' + two(1 / detail.classes)),
      ],
    }));
    this.chart.draw(this.words());
  }

  update(keys) {
    if (keys.some(key => this.keys.has(key))) this.chart.draw(this.words());
  }

  close() {
    this.chart.close();
  }
}
