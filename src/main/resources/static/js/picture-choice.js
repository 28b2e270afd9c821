// Which picture of a sweep is shown: what is to the right and upwards, which accuracy, and what becomes of the
// other axes. It is written into the page's address, as far as it is not the usual one.

import { axesOf, everyCombination } from './axes.js';

/** Next to the values of an axis: a picture for each, or all of them in one. */
export const EACH = 'each';
export const ALL = 'all';

export const NONE = 'none';
export const VALUES = [
  ['both', 'seen and unseen'],
  ['seen', 'seen'],
  ['unseen', 'unseen'],
  ['train', 'train'],
];

const several = axis => axis.values.length > 1;

export class PictureChoice {
  constructor(detail) {
    this.axes = axesOf(detail);
    this.swept = (detail.swept ?? []).length > 0;
    this.usual = this.#usual(detail.cellsList);
    this.reset();
  }

  reset() {
    Object.assign(this, { x: this.usual.x, y: this.usual.y, value: this.usual.value, at: { ...this.usual.at } });
  }

  #usual(cells) {
    const named = name => this.axes.find(axis => axis.name === name);
    const settings = this.axes.filter(axis => !['model', 'tasks', 'hidden', 'seed'].includes(axis.name));
    const complete = everyCombination(cells, [named('tasks'), named('hidden'), ...settings]);
    const x = [named('hidden'), ...settings.filter(several), named('tasks')].find(several) ?? named('hidden');
    const y = [named('tasks'), ...settings].find(axis => several(axis) && axis !== x);
    const at = Object.fromEntries(this.axes.map(axis => [axis.name, complete ? axis.values[0] : ALL]));
    return { x: x.name, y: y?.name ?? NONE, value: 'both', at: { ...at, model: EACH, seed: ALL } };
  }

  axis(name) {
    return this.axes.find(axis => axis.name === name);
  }

  /** The axes that may be to the right or upwards. */
  get eligible() {
    return this.axes.filter(axis => several(axis) || axis.name === this.x);
  }

  /** The axes that are neither to the right nor upwards. */
  get rest() {
    return this.axes.filter(axis => several(axis) && axis.name !== this.x && axis.name !== this.y);
  }

  /** Of a sweep of the four axes alone: as in the figures of the report. */
  get plain() {
    return !this.swept && Object.keys(this.query()).every(key => key === 'seed') && this.at.seed !== EACH;
  }

  get sets() {
    return this.value === 'both' ? ['seen', 'unseen'] : [this.value];
  }

  chooseX(name) {
    if (name === this.y) this.y = this.x;
    this.x = name;
  }

  chooseY(name) {
    if (name === this.x) this.x = this.y === NONE ? this.eligible.find(axis => axis.name !== name).name : this.y;
    this.y = name;
  }

  /** What is not as usual, by name. */
  query() {
    const query = {};
    for (const name of ['x', 'y', 'value']) if (this[name] !== this.usual[name]) query[name] = this[name];
    for (const { name } of this.rest) if (this.at[name] !== this.usual.at[name]) query[name] = this.at[name];
    return query;
  }

  /** Takes what an address says, as far as the sweep has it. query: of URLSearchParams. */
  restore(query) {
    this.reset();
    const has = name => this.axes.some(axis => axis.name === name);
    if (has(query.get('x'))) this.chooseX(query.get('x'));
    if (query.get('y') !== this.x && (has(query.get('y')) || query.get('y') === NONE)) this.y = query.get('y');
    if (VALUES.some(([value]) => value === query.get('value'))) this.value = query.get('value');
    for (const { name, values } of this.axes) {
      if ([...values, EACH, ALL].includes(query.get(name))) this.at[name] = query.get(name);
    }
  }
}
