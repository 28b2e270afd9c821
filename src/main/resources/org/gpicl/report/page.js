// Draws the report's page, in one script with the modules of the live page that it imports.

import { byId, element } from '../../../static/js/elements.js';
import { crossingWords } from '../../../static/js/crossings.js';
import { placeOf, split } from '../../../static/js/places.js';
import { gradient } from '../../../static/js/scale.js';
import { grouped, plusMinus, two } from '../../../static/js/words.js';
import { data, places, settingWords, state, values } from './page-cells.js';
import { end } from './page-charts.js';
import { curvesOf } from './page-curves.js';
import { heatmaps } from './page-heatmaps.js';

const modelTitles = Object.fromEntries(data.models.map(m => [m.key, m.title]));
let chosen = null;

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
  byId('crossingKey').hidden = !data.boundary;
  if (data.boundary) byId('crossingWords').textContent = crossingWords(data.boundary, data.seeds.length > 1);
  byId('emptyKey').hidden = count('done') === data.cells.length;
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
    settingWords(first.swept ?? {})
      .map(words => ', ' + words)
      .join('') +
    (seeds.length > 1 ? ', ' + seeds.length + ' seeds' : ', seed ' + first.seed);
  const host = byId('detailSummary');
  host.textContent = '';
  for (const cell of seeds) {
    const results = data.sets.filter(s => s.name in cell.accuracy).map(s => s.title + ' ' + plusMinus(cell.accuracy[s.name], cell.error?.[s.name]));
    const name = seeds.length > 1 ? element('button', { type: 'button', click: () => choose([cell], true) }, cell.key) : cell.key;
    host.append(element('div', {}, name, [': ' + state(cell), ...results].join(' · ') + (cell.failure ? ' · ' + cell.failure : '')));
  }
  curvesOf(chosen);
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
  end();
  heatmaps(seeds => choose(seeds, true));
  if (chosen) curvesOf(chosen);
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
if (linked) choose(places.get(placeOf(linked)), true);
