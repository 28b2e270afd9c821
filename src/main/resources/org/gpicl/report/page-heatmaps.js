// The heatmaps of the report's page: of each model and combination of settings seen and unseen tasks.

import { crossingLines } from '../../../static/js/crossings.js';
import { byId, element } from '../../../static/js/elements.js';
import { SPLIT, median, placeOf, split } from '../../../static/js/places.js';
import { colour, textOn } from '../../../static/js/scale.js';
import { grouped, plusMinus, short, three, two } from '../../../static/js/words.js';
import { axes, combinationsOf, data, places, settingWords, state, values } from './page-cells.js';
import { axisStyle, css, hatch, start, tooltipStyle } from './page-charts.js';

/** Of a model with more combinations the first is shown, as in the figures. */
const MOST_COMBINATIONS = 6;

/** More are smaller, and two combinations are beside each other. */
const MANY_PANELS = 6;

function shown() {
  return data.models.flatMap(model => {
    const combinations = combinationsOf(model.key);
    return combinations.length <= MOST_COMBINATIONS
      ? combinations.map(settings => ({ model, settings }))
      : [{ model, settings: combinations[0], left: combinations.length - 1 }];
  });
}

/** Draws all of them; choose(seeds) is called with the cells of a place. */
export function heatmaps(choose) {
  const sets = data.sets.filter(s => s.name !== 'train');
  const host = byId('panels');
  host.textContent = '';
  const all = shown();
  const many = all.length * sets.length > MANY_PANELS;
  host.classList.toggle('many', many);
  host.style.gridTemplateColumns = 'repeat(' + (many ? 2 : 1) * sets.length + ', minmax(0, 1fr))';
  for (const { model, settings, left } of all) {
    for (const set of sets) {
      const title = [model.title, set.title, ...settingWords(settings)].join(', ');
      const plot = element('div', {
        class: 'plot',
        role: 'img',
        'aria-label': 'Heatmap of accuracy, ' + title + '; the table below has its numbers',
      });
      host.append(element('div', { class: 'panel' }, element('h2', {}, title), plot));
      heatmap(plot, model, settings, set, choose);
    }
    if (left) host.append(element('p', { class: 'left' }, 'The first of ' + grouped(left + 1) + ' combinations of settings; the table has all cells.'));
  }
}

function heatmap(node, model, settings, set, choose) {
  const filled = [],
    empty = [];
  data.tasks.forEach((tasks, y) =>
    data.hidden.forEach((hidden, x) => {
      const seeds = places.get(placeOf({ model: model.key, tasks, hidden, swept: settings }));
      const value = seeds ? median(values(seeds, set.name)) : null;
      const failed = !!seeds && seeds.some(s => s.status === 'failed');
      (value === null ? empty : filled).push({
        value: [x, y, value === null ? 0 : value],
        seeds,
        failed,
        split: !!seeds && split(values(seeds, set.name), data.chance),
      });
    }),
  );
  const chart = start(node);
  const left = 38 + 8 * Math.max(...data.taskLabels.map(l => l.length));
  const cellWidth = (node.clientWidth - left - 10) / data.hidden.length;
  const cellHeight = (node.clientHeight - 62) / data.tasks.length;
  const numbers = cellWidth >= 24 && cellHeight >= 13;
  chart.setOption({
    animation: false,
    grid: { left, right: 10, top: 10, bottom: 52, show: true, borderWidth: 0, backgroundColor: hatch() },
    xAxis: { type: 'category', data: data.hidden.map(String), ...axisStyle('hidden size'), nameGap: 28, splitLine: { show: false } },
    yAxis: { type: 'category', data: data.taskLabels, ...axisStyle('number of tasks'), nameGap: left - 18, splitLine: { show: false } },
    tooltip: { ...tooltipStyle(), formatter: item => tooltip(item.data.seeds, set) },
    series: [
      {
        type: 'heatmap',
        data: filled.map(d => ({
          ...d,
          itemStyle: { color: colour(d.value[2]), borderColor: css('--paper'), borderWidth: 1 },
          emphasis: { itemStyle: { color: colour(d.value[2]), borderColor: css('--ink'), borderWidth: 2 } },
          label: {
            show: numbers || d.failed || d.split,
            fontSize: Math.max(9, Math.min(13, cellWidth * 0.34)),
            formatter: (d.failed ? '× ' : d.split ? '◥ ' : '') + (d.split && !numbers ? '' : cellWidth >= 34 ? two(d.value[2]) : short(d.value[2])),
            color: textOn(d.value[2]),
          },
        })),
      },
      {
        type: 'custom',
        data: empty.filter(d => d.seeds),
        renderItem: (params, api) => {
          const at = api.coord([api.value(0), api.value(1)]),
            size = api.size([1, 1]);
          const failed = empty.filter(d => d.seeds)[params.dataIndex].failed;
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: at[0] - size[0] / 2, y: at[1] - size[1] / 2, width: size[0], height: size[1] },
                style: { fill: 'rgba(0,0,0,0)' },
                emphasis: { style: { stroke: css('--ink'), lineWidth: 2 } },
              },
              {
                type: 'text',
                silent: true,
                style: {
                  text: failed ? '×' : '',
                  x: at[0],
                  y: at[1],
                  fill: css('--ink'),
                  align: 'center',
                  verticalAlign: 'middle',
                  font: 'bold 17px sans-serif',
                },
              },
            ],
          };
        },
      },
      ...crossing(model, settings, set),
    ],
  });
  chart.on('click', item => item.data && item.data.seeds && choose(item.data.seeds));
}

/** The line where an accuracy crosses a threshold, over all else. */
function crossing(model, settings, set) {
  const axis = name => axes.find(one => one.name === name);
  const same = found => found.model === model.key && Object.entries(settings).every(([path, value]) => found.swept[path] === value);
  const found = data.boundary?.crossings.filter(same) ?? [];
  const lines = crossingLines(data.boundary, found, set.name, axis('hidden'), axis('tasks'));
  if (!lines.length) return [];
  return [
    {
      type: 'custom',
      data: [[0, data.tasks.length - 1]],
      silent: true,
      z: 5,
      tooltip: { show: false },
      renderItem: (params, api) => {
        const [x, y] = api.coord([0, data.tasks.length - 1]);
        const [width, height] = api.size([1, 1]);
        const points = lines.map(line => line.map(([right, down]) => [x + (right - 0.5) * width, y + (down - 0.5) * height]));
        const stroke = (colour, lineWidth) =>
          points.map(line => ({ type: 'polyline', silent: true, shape: { points: line }, style: { fill: null, stroke: colour, lineWidth, lineCap: 'round' } }));
        return { type: 'group', children: [...stroke('#fff', 4.5), ...stroke('#2a2420', 2)] };
      },
    },
  ];
}

function tooltip(seeds, set) {
  const box = element('div');
  box.append(element('b', {}, data.seeds.length === 1 ? seeds[0].key : seeds[0].key.replace(/-s\d+$/, '')));
  for (const cell of seeds) {
    const value = cell.accuracy[set.name];
    const line =
      (data.seeds.length === 1 ? '' : 'seed ' + cell.seed + ': ') + (value === undefined ? '' : plusMinus(value, cell.error?.[set.name]) + ' · ') + state(cell);
    box.append(element('div', {}, line));
    if (cell.failure) box.append(element('div', { class: 'cause' }, cell.failure));
  }
  const all = values(seeds, set.name);
  if (all.length > 1) {
    box.append(element('div', {}, 'median ' + three(median(all)) + ', from ' + three(Math.min(...all)) + ' to ' + three(Math.max(...all))));
    if (split(all, data.chance)) box.append(element('div', {}, SPLIT));
  }
  return box;
}
