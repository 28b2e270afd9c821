// Accuracy over one axis: a line, and a band from the least to the greatest of the cells at each place, such as
// its seeds.

import { Chart, axis, legendOf, level, line, tooltip } from './charts.js';
import { face } from './places.js';
import { themeColour } from './theme.js';
import { three, two } from './words.js';

const BAND = 'band of ';
const isNumber = x => typeof x === 'number';

function range(cells, set) {
  const over = cells.filter(c => c.state === 'DONE');
  const values = (over.length ? over : cells).map(c => c[set]).filter(isNumber);
  return values.length ? [Math.min(...values), Math.max(...values)] : null;
}

export class LinePlot {
  /** x: the axis; keys: the place of each of its values; places: their cells. */
  constructor({ title, sets, x, keys, places, chance }) {
    const cellsAt = key => places.get(key) ?? [];
    const values = set => keys.map(key => (places.has(key) ? face(cellsAt(key), set, chance).value : null));
    this.keys = new Set(keys);
    this.words = () => title + ', accuracy over ' + x.title + ': ' + sets.map(set => set + ' ' + values(set).map(three).join(', ')).join('; ');
    this.chart = new Chart('wide', () => ({
      grid: { left: 40, right: 16, top: 34, bottom: 44 },
      legend: legendOf(sets, 'chance ' + two(chance)),
      tooltip: this.#tooltip(x),
      xAxis: axis(x.title, { type: 'category', data: x.labels, boundaryGap: true }),
      yAxis: axis('', { type: 'value', min: 0, max: 1 }),
      series: [
        ...sets.flatMap(set =>
          this.#band(
            set,
            keys.map(key => range(cellsAt(key), set)),
          ),
        ),
        ...sets.map(set => line(set, set, values(set), true)),
        level(chance, 'chance ' + two(chance)),
      ],
    }));
    this.chart.draw(this.words());
  }

  #tooltip(x) {
    const usual = tooltip(item => x.title + ' ' + item.name);
    return { ...usual, formatter: items => usual.formatter(items.filter(item => !item.seriesName.startsWith(BAND))) };
  }

  /** Two lines on top of each other: the lower end, and what fills up to the upper one. */
  #band(set, ranges) {
    const edge = { type: 'line', stack: BAND + set, symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
    return [
      { ...edge, name: BAND + set + ' from', data: ranges.map(r => r?.[0] ?? null) },
      { ...edge, name: BAND + set, data: ranges.map(r => (r ? r[1] - r[0] : null)), areaStyle: { color: themeColour('--' + set), opacity: 0.18 } },
    ];
  }

  update(keys) {
    if (keys.some(key => this.keys.has(key))) this.chart.draw(this.words());
  }

  close() {
    this.chart.close();
  }
}
