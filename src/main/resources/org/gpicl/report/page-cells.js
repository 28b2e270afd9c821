// The cells of the report's page, and what they are at each place of its heatmaps.

import { axesOf } from '../../../static/js/axes.js';
import { placeOf } from '../../../static/js/places.js';
import { steps } from '../../../static/js/words.js';

export const data = JSON.parse(document.getElementById('data').textContent);

export const places = new Map();
for (const cell of data.cells) {
  const place = placeOf(cell);
  if (!places.has(place)) places.set(place, []);
  places.get(place).push(cell);
}

const distinct = values => [...new Map(values.map(value => [JSON.stringify(value), value])).values()];

const swept = (data.swept ?? []).map(path => ({ path, heading: path, values: distinct(data.cells.flatMap(cell => cell.swept?.[path] ?? [])) }));

/** What the sweep varies. */
export const axes = axesOf({ ...data, models: data.models.map(model => model.key), swept });

/** The settings of a model's cells on the swept axes, one for each combination. */
export const combinationsOf = model => distinct(data.cells.filter(cell => cell.model === model).map(cell => cell.swept ?? {}));

/** The settings in words: layers 2, learningRate 0.003. */
export const settingWords = settings => Object.entries(settings).map(([path, value]) => path.slice(path.indexOf('.') + 1) + ' ' + value);

export const values = (seeds, set) => seeds.map(s => s.accuracy[set]).filter(v => typeof v === 'number');

export function state(cell) {
  return cell.status === 'pending' ? 'not started' : cell.status + ', ' + steps(cell);
}
