// The address: #/ is the overview, #/sweeps/NAME a sweep, #/sweeps/NAME/CELL one of its cells.

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
  const [, first, name, cell] = location.hash.replace(/^#/, '').split('/').map(decoded);
  return first === 'sweeps' && name ? { sweep: name, cell: cell || null } : { sweep: null, cell: null };
}

export function go(address) {
  if (location.hash !== address) location.hash = address;
}
