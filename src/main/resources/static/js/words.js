// How numbers and states are written: as in the report's figures.

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const isNumber = x => typeof x === 'number' && Number.isFinite(x);

// Rounded as the figures do it: halves of the decimal number go up. toFixed and a product see the binary
// one, which is below 0.145.
function fixed(x, digits) {
  if (!isNumber(x)) return '–';
  if (Math.abs(x) >= 1e4) return long(x);
  const shifted = Math.abs(x) < 1e-6 ? 0 : Number(x + 'e' + digits);
  return (Math.round(shifted) / 10 ** digits).toFixed(digits);
}
export const two = x => fixed(x, 2);
export const three = x => fixed(x, 3);

/** 0.912 ± 0.008; the number alone where its error is not known. */
export const plusMinus = (x, error) => three(x) + (isNumber(x) && isNumber(error) ? ' ± ' + three(error) : '');

/** 5.4e24, such as the loss of a training that diverges. */
const long = x => x.toExponential(1).replace('+', '');
export const grouped = n => (isNumber(n) ? n.toLocaleString('en-US') : '–');
export const percent = share => Math.floor(100 * Math.max(0, Math.min(1, share || 0))) + ' %';
export const count = (n, one, many) => grouped(n) + ' ' + (n === 1 ? one : many);

/** .98 where room is scarce. */
export const short = x => (two(x).startsWith('0') ? two(x).slice(1) : '1.0');

const isPower = n => n > 0 && Number.isInteger(Math.log2(n));

/** 2¹⁴ for 16384; plain for what is no power of two. */
export function power(n) {
  return isPower(n) ? '2' + [...String(Math.log2(n))].map(d => SUPERSCRIPTS[d]).join('') : grouped(n);
}

/** Powers where all are powers of two; plain numbers otherwise. */
export const taskLabels = counts => counts.map(n => (counts.every(isPower) ? power(n) : grouped(n)));

export const modelTitle = model =>
  ({ mlp: 'MLP', transformer: 'Transformer', lstm: 'LSTM', 'op-lstm': 'Outer-product LSTM', maml: 'MAML', sgd: 'SGD' })[model] ?? model;

/** 2 h 10 min; seconds only where they matter. */
export function duration(seconds) {
  if (!isNumber(seconds)) return '–';
  if (seconds < 60) return Math.max(1, Math.round(seconds)) + ' s';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes + ' min';
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return hours + ' h' + (minutes % 60 ? ' ' + (minutes % 60) + ' min' : '');
  return Math.round(hours / 24) + ' days';
}

/** What a cell, a run or an order is; the glyph says it where colour is not seen. */
const STATES = {
  PENDING: ['pending', '·'],
  WAITING: ['waiting', '○'],
  RUNNING: ['running', '▸'],
  STOPPED: ['stopped', '‖'],
  DONE: ['done', '✓'],
  FAILED: ['failed', '×'],
  QUARANTINED: ['quarantined', '⊘'],
  LOST: ['lost', '?'],
  REFUSED: ['refused', '⊘'],
  SKIPPED: ['skipped', '»'],
  MISSED: ['missed', '!'],
};
export const stateWord = state => STATES[state]?.[0] ?? String(state).toLowerCase();
export const stateGlyph = state => STATES[state]?.[1] ?? '·';

/** The step that a cell is at, and of how many. */
export function steps(cell) {
  return cell.step >= cell.steps ? count(cell.steps, 'step', 'steps') : 'step ' + grouped(cell.step) + ' of ' + grouped(cell.steps);
}
