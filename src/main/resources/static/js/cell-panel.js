// One cell beside the heatmap: how it learns, what came out, and why it failed.

import { read, cellPath } from './api.js';
import { byId, choice, element, table, write } from './elements.js';
import { CellCurves } from './cell-curves.js';
import { cellCommands } from './commands.js';
import { go, toCell, toSweep } from './route.js';
import { grouped, modelTitle, percent, plusMinus, stateGlyph, stateWord, steps, three } from './words.js';
import { writeButton } from './writes.js';

const READ_EVERY = 2_000;

export class CellPanel {
  #shown = null;
  #curves = null;
  #timer = 0;
  #readAt = 0;
  #reading = null;
  #stoppable = false;

  constructor() {
    this.node = byId('panel');
    this.node.addEventListener('keydown', event => event.key === 'Escape' && this.leave());
  }

  /** seeds: the cells of the same place; back: what is focused when the panel is left. */
  open(sweep, cell, seeds, back) {
    if (this.#shown?.key === cell.key && this.#shown.sweep === sweep) return;
    this.close();
    this.#shown = { sweep, key: cell.key, back };
    this.#build(cell, seeds);
    this.update(cell);
  }

  focus() {
    byId('cellTitle')?.focus();
  }

  leave() {
    const shown = this.#shown;
    if (!shown) return;
    go(toSweep(shown.sweep));
    shown.back?.()?.focus();
  }

  close() {
    clearTimeout(this.#timer);
    this.#reading?.abort();
    this.#curves?.close();
    this.#curves = null;
    this.#shown = null;
    this.#readAt = 0;
    this.node.hidden = true;
    this.node.replaceChildren();
    document.body.classList.remove('withPanel');
  }

  #build(cell, seeds) {
    const { sweep } = this.#shown;
    this.#curves = new CellCurves();
    this.state = element('p', { class: 'cellState' });
    this.actions = element('div', { class: 'buttons' });
    this.#stoppable = false;
    this.bar = element('span', {});
    this.failure = element('div', { class: 'failure', hidden: true });
    this.remark = element('p', { class: 'remark', hidden: true });
    this.facts = element('dl', { class: 'facts' });
    this.more = element('div', {});
    this.node.replaceChildren(
      element(
        'div',
        { class: 'panelHead' },
        element(
          'div',
          {},
          element('h2', { id: 'cellTitle', tabindex: '-1' }, modelTitle(cell.model)),
          element(
            'p',
            { class: 'faint' },
            grouped(cell.tasks) + (cell.tasks === 1 ? ' task' : ' tasks') + ' · hidden size ' + cell.hidden + ' · seed ' + cell.seed,
          ),
          ...Object.entries(cell.swept ?? {}).map(([path, value]) => element('p', { class: 'faint setting' }, path + ' ' + value)),
        ),
        element('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close the cell', click: () => this.leave() }, '✕'),
      ),
      seeds.length > 1
        ? element(
            'div',
            { class: 'seedChoice' },
            'Seed ',
            choice(
              'Seed of the cell',
              seeds.map(s => [s.key, String(s.seed)]),
              cell.key,
              key => go(toCell(sweep, key)),
            ),
          )
        : '',
      this.state,
      element('div', { class: 'progress thin' }, this.bar),
      this.actions,
      this.failure,
      this.remark,
      this.facts,
      this.#curves.node,
      this.more,
      cellCommands(sweep, cell.key),
      element('p', { class: 'faint keyOfCell' }, cell.key),
    );
    this.node.hidden = false;
    document.body.classList.add('withPanel');
  }

  /** The cell changed: facts at once, the curve soon. */
  update(cell) {
    if (cell.key !== this.#shown?.key) return;
    this.state.dataset.state = cell.state;
    write(this.state, stateGlyph(cell.state) + ' ' + stateWord(cell.state) + ' · ' + steps(cell));
    this.bar.style.width = percent(cell.state === 'DONE' ? 1 : cell.step / cell.steps).replace(' ', '');
    this.#offerStop(cell);
    this.failure.hidden = !cell.failure;
    this.failure.replaceChildren(element('b', {}, cell.state === 'QUARANTINED' ? 'Quarantined: ' : 'Why it failed: '), cell.failure ?? '');
    const loss = cell.state === 'RUNNING' ? [['loss', cell.loss]] : [];
    this.facts.replaceChildren(
      ...[['seen', cell.seen, cell.seenError], ['unseen', cell.unseen, cell.unseenError], ['train', cell.train], ...loss].map(([name, value, error]) =>
        element('div', { class: name }, element('dt', {}, name), element('dd', {}, three(value), this.#error(value, error))),
      ),
    );
    this.#readSoon();
  }

  /** Made anew only when that changes, so that the button keeps the focus. */
  #offerStop(cell) {
    const stoppable = cell.state === 'RUNNING';
    if (stoppable === this.#stoppable) return;
    this.#stoppable = stoppable;
    this.actions.replaceChildren(
      stoppable
        ? writeButton({
            words: 'Stop this cell',
            path: cellPath(this.#shown.sweep, cell.key) + '/stop',
            kind: 'danger',
            question: {
              title: 'Stop ' + cell.key + '?',
              yes: 'Stop it',
              text: 'It stores a checkpoint first, and the other cells continue; resuming the sweep continues from there.',
            },
          })
        : '',
    );
  }

  /** The standard error, smaller than its number. */
  #error(value, error) {
    const words = plusMinus(value, error).slice(three(value).length);
    return words && element('span', { class: 'error', title: 'standard error over evaluation tasks' }, words);
  }

  #readSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.reload(), Math.max(0, this.#readAt + READ_EVERY - Date.now()));
  }

  async reload() {
    const shown = this.#shown;
    if (!shown) return;
    this.#readAt = Date.now();
    this.#reading?.abort();
    this.#reading = new AbortController();
    try {
      const detail = await read(cellPath(shown.sweep, shown.key), this.#reading.signal);
      if (this.#shown === shown) this.#details(detail);
    } catch (error) {
      if (this.#shown === shown && error.status) this.more.replaceChildren(element('p', { class: 'faint' }, 'The curve cannot be shown: ' + error.message));
    }
  }

  #details(detail) {
    this.remark.hidden = !detail.remark;
    write(this.remark, detail.remark ?? '');
    this.#curves.show(detail);
    this.more.replaceChildren(
      detail.evaluations.length ? element('h3', {}, 'Evaluations') : '',
      detail.evaluations.length
        ? table(
            'Evaluations of the cell',
            [
              ['set', 'text'],
              ['accuracy', 'number'],
              ['loss', 'number'],
              ['tasks', 'number'],
            ],
            detail.evaluations.map(e => [e.name, plusMinus(e.accuracy, e.standardError), three(e.loss), grouped(e.tasks)]),
          )
        : '',
      detail.provenance.length ? element('h3', {}, 'Computed by') : '',
      element(
        'ul',
        { class: 'provenance' },
        detail.provenance.map(words => element('li', {}, words)),
      ),
    );
  }
}
