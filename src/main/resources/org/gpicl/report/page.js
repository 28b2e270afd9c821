// Draws the report's page, in one script with the modules of the live page that it imports.

import { byId, element } from '../../../static/js/elements.js';
import { SPLIT, median, placeKey, split } from '../../../static/js/places.js';
import { colour, gradient, textOn } from '../../../static/js/scale.js';
import { grouped, plusMinus, short, steps, three, two } from '../../../static/js/words.js';

const data = JSON.parse(document.getElementById('data').textContent);
const titles = Object.fromEntries(data.sets.map(s => [s.name, s.title]));
const modelTitles = Object.fromEntries(data.models.map(m => [m.key, m.title]));
const places = new Map();
for (const cell of data.cells) {
  const place = placeKey(cell.model, cell.tasks, cell.hidden);
  if (!places.has(place)) places.set(place, []);
  places.get(place).push(cell);
}
let chosen = null;
let charts = [];

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const values = (seeds, set) => seeds.map(s => s.accuracy[set]).filter(v => typeof v === 'number');

function summary() {
  const count = status => data.cells.filter(c => c.status === status).length;
  const failed = count('failed');
  const parts = [
    data.name + data.suffix,
    'recipe ' + data.recipe,
    data.seeds.length === 1 ? 'one seed' : 'median of ' + data.seeds.length + ' seeds',
    'chance ' + two(data.chance),
    count('done') + ' of ' + data.cells.length + ' cells done',
  ];
  if (failed) parts.push(failed + ' failed');
  byId('summary').textContent = parts.join(' · ');
  byId('failedKey').hidden = !failed;
  byId('splitKey').hidden = ![...places.values()].some(seeds => data.sets.some(s => s.name !== 'train' && split(values(seeds, s.name), data.chance)));
  byId('emptyKey').hidden = count('done') === data.cells.length;
}

function hatch() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 6;
  const g = canvas.getContext('2d');
  g.fillStyle = css('--sand');
  g.fillRect(0, 0, 6, 6);
  g.strokeStyle = css('--hatch');
  g.beginPath();
  for (const k of [0, 6, 12]) {
    g.moveTo(k + 1, -1);
    g.lineTo(k - 7, 7);
  }
  g.stroke();
  return { image: canvas, repeat: 'repeat' };
}

function start(node) {
  const chart = echarts.init(node, null, { renderer: 'canvas' });
  charts.push(chart);
  return chart;
}

function tooltipStyle() {
  return { backgroundColor: css('--paper'), borderColor: css('--line'), textStyle: { color: css('--ink'), fontSize: 13 }, confine: true };
}

function axisStyle(name) {
  return {
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: css('--ink'), fontSize: 12 },
    axisLabel: { color: css('--ink'), fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: css('--line') } },
  };
}

function panels() {
  const sets = data.sets.filter(s => s.name !== 'train');
  const host = byId('panels');
  host.textContent = '';
  host.style.gridTemplateColumns = 'repeat(' + sets.length + ', minmax(0, 1fr))';
  for (const model of data.models) {
    for (const set of sets) {
      const plot = element('div', {
        class: 'plot',
        role: 'img',
        'aria-label': 'Heatmap of accuracy, ' + model.title + ', ' + set.title + '; the table below has its numbers',
      });
      host.append(element('div', { class: 'panel' }, element('h2', {}, model.title + ', ' + set.title), plot));
      heatmap(plot, model, set);
    }
  }
}

function heatmap(node, model, set) {
  const filled = [],
    empty = [];
  data.tasks.forEach((tasks, y) =>
    data.hidden.forEach((hidden, x) => {
      const seeds = places.get(placeKey(model.key, tasks, hidden));
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
    ],
  });
  chart.on('click', item => item.data && item.data.seeds && choose(item.data.seeds, true));
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

function state(cell) {
  return cell.status === 'pending' ? 'not started' : cell.status + ', ' + steps(cell);
}

function choose(seeds, scroll) {
  chosen = seeds;
  const first = seeds[0];
  byId('detail').hidden = false;
  byId('detailTitle').textContent =
    modelTitles[first.model] +
    ', ' +
    grouped(first.tasks) +
    (first.tasks === 1 ? ' task' : ' tasks') +
    ', hidden size ' +
    first.hidden +
    (seeds.length > 1 ? ', ' + seeds.length + ' seeds' : ', seed ' + first.seed);
  const host = byId('detailSummary');
  host.textContent = '';
  for (const cell of seeds) {
    const results = data.sets.filter(s => s.name in cell.accuracy).map(s => s.title + ' ' + plusMinus(cell.accuracy[s.name], cell.error?.[s.name]));
    const name = seeds.length > 1 ? element('button', { type: 'button', click: () => choose([cell], true) }, cell.key) : cell.key;
    host.append(element('div', {}, name, [': ' + state(cell), ...results].join(' · ') + (cell.failure ? ' · ' + cell.failure : '')));
  }
  details();
  document.querySelectorAll('#table tr').forEach(row =>
    row.classList.toggle(
      'chosen',
      seeds.some(s => s.key === row.dataset.key),
    ),
  );
  if (scroll) {
    byId('detail').focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    byId('detail').scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
  }
}

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

function details() {
  charts.filter(c => ['lossChart', 'accuracyChart', 'positionChart'].includes(c.getDom().id)).forEach(c => c.dispose());
  charts = charts.filter(c => !c.isDisposed());
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

function table() {
  const host = byId('table');
  const head = element('tr');
  for (const [name, text] of [
    ['cell', 1],
    ['model', 1],
    ['tasks', 0],
    ['hidden', 0],
    ['seed', 0],
    ...data.sets.map(s => [s.title, 0]),
    ['steps', 0],
    ['status', 1],
  ]) {
    head.append(element('th', { scope: 'col', class: text ? 'text' : '' }, name));
  }
  const body = element('tbody');
  for (const cell of data.cells) {
    const button = element('button', { type: 'button', click: () => choose([cell], true) }, cell.key);
    const numbers = [
      grouped(cell.tasks),
      String(cell.hidden),
      String(cell.seed),
      ...data.sets.map(s => plusMinus(cell.accuracy[s.name], cell.error?.[s.name])),
      grouped(cell.step),
    ];
    body.append(
      element(
        'tr',
        { 'data-key': cell.key },
        element('td', { class: 'text' }, button),
        element('td', { class: 'text' }, modelTitles[cell.model]),
        numbers.map(number => element('td', {}, number)),
        element('td', { class: cell.failure ? 'text note' : 'text' }, cell.status + (cell.failure ? ': ' + cell.failure : '')),
      ),
    );
  }
  host.append(element('thead', {}, head), body);
  const longest = Math.max(0, ...data.cells.map(c => c.curve.step.length), ...data.cells.flatMap(c => Object.values(c.byPosition).map(p => p.length)));
  if (data.points < 400 && longest >= data.points) {
    byId('thinned').hidden = false;
    byId('thinned').textContent = 'To keep this page small, curves show at most ' + data.points + ' points. curves.csv and results.csv have all of them.';
  }
}

function draw() {
  charts.forEach(c => c.dispose());
  charts = [];
  panels();
  if (chosen) details();
}

byId('strip').style.background = gradient;
summary();
table();
draw();
let width = innerWidth,
  wait = 0;
addEventListener('resize', () => {
  if (innerWidth === width) return;
  width = innerWidth;
  clearTimeout(wait);
  wait = setTimeout(draw, 120);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
const wanted = location.hash.slice(1);
const linked = data.cells.find(c => c.key === wanted);
if (linked) choose(places.get(placeKey(linked.model, linked.tasks, linked.hidden)), true);
