// The fields in which the axes of a picture are chosen.

import { element, refill } from './elements.js';
import { ALL, EACH, NONE, VALUES } from './picture-choice.js';

function field(title, keeps, options, chosen, choose) {
  const select = element(
    'select',
    { 'data-keeps': keeps, name: keeps, change: event => choose(event.currentTarget.value) },
    options.map(([value, words]) => element('option', { value, selected: value === chosen }, words)),
  );
  return element('label', { class: 'field' }, element('span', {}, title), select);
}

const names = axes => axes.map(axis => [axis.name, axis.title]);

export class PictureControls {
  /** changed() is called when another picture was chosen. */
  constructor(choice, changed) {
    Object.assign(this, { choice, changed });
    this.fields = element('div', { class: 'fields' });
    this.node = element('details', { class: 'axesChoice', id: 'axes' }, element('summary', {}, 'Axes'), this.fields);
    this.node.open = choice.swept || !choice.plain;
    this.node.hidden = choice.eligible.length < 2;
    this.show();
  }

  #choose(change) {
    change();
    this.show();
    this.changed();
  }

  show() {
    const { choice } = this;
    refill(
      this.fields,
      field('x axis', 'x', names(choice.eligible), choice.x, name => this.#choose(() => choice.chooseX(name))),
      field('y axis', 'y', [...names(choice.eligible), [NONE, 'none: lines']], choice.y, name => this.#choose(() => choice.chooseY(name))),
      field('accuracy', 'value', VALUES, choice.value, value => this.#choose(() => (choice.value = value))),
      ...choice.rest.map(axis =>
        field(
          axis.title,
          axis.name,
          [...axis.values.map((value, i) => [value, axis.labels[i]]), [EACH, 'each in a panel'], [ALL, 'all together']],
          choice.at[axis.name],
          value => this.#choose(() => (choice.at[axis.name] = value)),
        ),
      ),
    );
  }
}
