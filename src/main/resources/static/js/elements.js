// Makes elements. Text always goes in as text: nothing of a sweep file can become markup.

/** attributes: `class`, `data-*`, `aria-*` and so on; a function is a listener; null and false leave out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return made;
}

export const byId = id => document.getElementById(id);

/** Writes only what differs, so that nothing is painted or read aloud without need. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Puts other children into a node, and the focus to where it was: to what has the same `data-keeps` as
 * before, or else to the node, so that it does not fall back to the start of the page.
 */
export function refill(node, ...children) {
  const from = node.contains(document.activeElement) && node !== document.activeElement ? document.activeElement : null;
  node.replaceChildren(...children);
  if (!from || node.contains(document.activeElement)) return;
  const same = from.dataset.keeps && node.querySelector('[data-keeps="' + CSS.escape(from.dataset.keeps) + '"]');
  if (!same) node.tabIndex = -1;
  (same || node).focus({ preventScroll: true });
}

/** A set of buttons of which one is pressed. choices: [[value, words]]. */
export function choice(label, choices, chosen, choose) {
  const buttons = choices.map(([value, words]) =>
    element(
      'button',
      {
        type: 'button',
        'aria-pressed': String(value === chosen),
        'data-value': String(value),
        click: event => {
          buttons.forEach(b => b.setAttribute('aria-pressed', String(b === event.currentTarget)));
          choose(value);
        },
      },
      words,
    ),
  );
  return element('div', { class: 'choice', role: 'group', 'aria-label': label }, buttons);
}

/** columns: [[title, 'number' | 'text' | 'wide']]; rows: arrays of text or nodes. */
export function table(caption, columns, rows, attributes = {}) {
  return element(
    'table',
    attributes,
    element('caption', { class: 'aloud' }, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        columns.map(([title, kind]) => element('th', { scope: 'col', class: kind }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(row =>
        element(
          'tr',
          {},
          row.map((content, i) => element('td', { class: columns[i][1], 'data-title': columns[i][0], 'data-empty': content === '–' }, content)),
        ),
      ),
    ),
  );
}
