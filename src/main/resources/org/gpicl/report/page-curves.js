// The curves of the report's page: how the chosen cells learned.

import { byId, element } from '../../../static/js/elements.js';
import { grouped, three, two } from '../../../static/js/words.js';
import { data } from './page-cells.js';
import { axisStyle, css, end, start, tooltipStyle } from './page-charts.js';

const CHARTS = ['lossChart', 'accuracyChart', 'positionChart'];
const titles = Object.fromEntries(data.sets.map(s => [s.name, s.title]));
let chosen = [];

function line(name, points, colour, extra) {
  return {
    name,
    type: 'line',
    data: points,
    showSymbol: points.length === 1,
    symbolSize: 7,
    lineStyle: { color: colour, width: 1.8 },
    itemStyle: { color: colour },
    ...extra,
  };
}

/** A standard error over tasks to either side. */
function band(points, colour, id) {
  if (chosen.length > 1 || !points.every(p => p.length > 2)) return [];
  const side = sign => points.map(p => [p[0], p[1] + sign * p[2]]);
  const outline = [...side(1), ...side(-1).reverse()];
  return [
    {
      id: 'band ' + id,
      type: 'custom',
      data: [points[0].slice(0, 2)],
      silent: true,
      clip: true,
      tooltip: { show: false },
      renderItem: (params, api) => ({
        type: 'polygon',
        shape: { points: outline.map(p => api.coord(p)) },
        style: { fill: colour, opacity: 0.2 },
      }),
    },
  ];
}

/** The legend has its name: beside the line, curves would strike it through. */
function reference(y, label) {
  return {
    name: label,
    type: 'line',
    data: [],
    silent: true,
    itemStyle: { color: css('--faint') },
    lineStyle: { color: css('--faint'), type: 'dotted', width: 1.2 },
    markLine: {
      silent: true,
      symbol: 'none',
      data: [{ yAxis: y }],
      lineStyle: { color: css('--faint'), type: 'dotted', width: 1.2 },
      label: { show: false },
    },
  };
}

function curves(id, xName, xMax, series, yAxis) {
  const names = [...new Set(series.map(s => s.name).filter(Boolean))];
  const chart = start(byId(id));
  chart.setOption({
    animation: false,
    grid: { left: 46, right: 26, top: 12, bottom: 74 },
    legend: { type: 'scroll', bottom: 0, data: names, textStyle: { color: css('--ink') }, itemWidth: 18, itemHeight: 8, icon: 'roundRect' },
    tooltip: {
      ...tooltipStyle(),
      trigger: 'axis',
      formatter: items => {
        const box = element('div', {}, element('div', {}, xName + ' ' + grouped(items[0].value[0])));
        items = items.filter(i => !i.seriesId?.startsWith('band '));
        items.forEach(i => {
          const dot = element('span', {}, '● ');
          dot.style.color = i.color;
          box.append(
            element('div', {}, dot, i.seriesName + (chosen.length > 1 ? ' (seed ' + i.seriesId.split(' ').pop() + ')' : '') + ' ' + three(i.value[1])),
          );
        });
        return box;
      },
    },
    xAxis: {
      type: 'value',
      min: xName === 'position' ? 1 : 0,
      max: xMax,
      ...axisStyle(xName + (series.some(s => s.id?.startsWith('band ')) ? ', ± standard error over tasks' : '')),
      nameGap: 26,
      splitLine: { show: false },
      axisLabel: { color: css('--ink'), fontSize: 11, hideOverlap: true },
    },
    yAxis: { type: 'value', ...axisStyle(''), ...yAxis },
    series,
  });
}

/** Draws those of some cells, which differ in their seeds. */
export function curvesOf(cells) {
  chosen = cells;
  end(CHARTS.map(byId));
  const last = chosen[0].steps;
  const loss = [],
    accuracy = [],
    positions = [];
  const columns = (curve, name) => curve.step.map((s, i) => [s, curve[name][i]]).filter(p => typeof p[1] === 'number');
  let highest = Math.log(1 / data.chance),
    length = 1;
  for (const cell of chosen) {
    const ids = name => ({ id: name + ' ' + cell.seed });
    loss.push(line('loss', columns(cell.curve, 'loss'), css('--loss'), ids('loss')));
    columns(cell.curve, 'loss').forEach(p => {
      highest = Math.max(highest, p[1]);
    });
    accuracy.push(line('train', columns(cell.curve, 'train'), css('--train'), ids('train')));
    accuracy.push(line(titles.seen, columns(cell.curve, 'seen'), css('--seen'), ids('seen')));
    let other = 0;
    for (const set of data.sets.filter(s => s.name in cell.byPosition)) {
      const colour = set.name === 'seen' ? '--seen' : set.name === 'unseen' ? '--unseen' : '--other' + (other++ % 3);
      positions.push(
        ...band(cell.byPosition[set.name], css(colour), set.name + ' ' + cell.seed),
        line(set.title, cell.byPosition[set.name], css(colour), ids(set.name)),
      );
      length = Math.max(length, ...cell.byPosition[set.name].map(p => p[0]));
    }
  }
  const unit = { min: 0, max: 1 };
  const top = Math.ceil(highest * 1.1 * 2) / 2;
  byId('positionFigure').hidden = !positions.length;
  curves(
    'lossChart',
    'step',
    last,
    [...loss, reference(Math.log(1 / data.chance), 'chance: ln ' + Math.round(1 / data.chance) + ' = ' + two(Math.log(1 / data.chance)))],
    { min: 0, max: top },
  );
  curves('accuracyChart', 'step', last, [...accuracy, reference(data.chance, 'chance ' + two(data.chance))], unit);
  if (positions.length) curves('positionChart', 'position', length, [...positions, reference(data.chance, 'chance ' + two(data.chance))], unit);
}
