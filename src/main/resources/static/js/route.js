// The address: #/ is the overview, #/sweeps/NAME a sweep, #/sweeps/NAME/CELL one of its cells. Behind a question mark
// is what was chosen to be seen of the sweep.

export const toSweep = name => '#/sweeps/' + encodeURIComponent(name);
export const toCell = (name, key) => toSweep(name) + '/' + encodeURIComponent(key);

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function route() {
  const [path, chosen] = location.hash.replace(/^#/, '').split(/\?(.*)/s);
  const [, first, name, cell] = path.split('/').map(decoded);
  const query = new URLSearchParams(chosen);
  return first === 'sweeps' && name ? { sweep: name, cell: cell || null, query } : { sweep: null, cell: null, query };
}

/** Writes into the address what was chosen, without a step of the browser's history. */
export function remember(query) {
  const text = new URLSearchParams(query).toString();
  const address = location.hash.split('?')[0] + (text && '?' + text);
  if (location.hash !== address) history.replaceState(history.state, '', address);
}

export function go(address) {
  if (location.hash !== address) location.hash = address;
}
