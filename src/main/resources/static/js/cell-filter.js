// Filters cells by what is typed: words that all have to fit, such as `lr0.003 done`, `h64`, `layers=2` or
// `unseen>0.5`.

import { stateWord } from './words.js';

const COMPARISON = /^([\w.]+)(<=|>=|=|<|>)(.*)$/;
const NUMBERS = ['tasks', 'hidden', 'seed', 'seen', 'unseen', 'train', 'loss', 'step', 'steps'];

const partsOf = cell => cell.key.toLowerCase().split('-');
const textOf = cell => [cell.key, cell.model, stateWord(cell.state), cell.failure].join(' ').toLowerCase();

/** What a cell has of a name: a number of its own, its state, or a setting by its key, with or without the section. */
function valueOf(cell, name) {
  if (name === 'model') return cell.model;
  if (name === 'state') return stateWord(cell.state);
  if (NUMBERS.includes(name)) return cell[name];
  const found = Object.entries(cell.swept ?? {}).find(([path]) => [path, path.slice(path.indexOf('.') + 1)].some(p => p.toLowerCase() === name));
  return found?.[1];
}

const isNumber = x => x !== null && x !== undefined && String(x).trim() !== '' && Number.isFinite(Number(x));

function compares(value, sign, wanted) {
  if (value === null || value === undefined) return false;
  const numbers = isNumber(value) && isNumber(wanted);
  if (sign === '=') return numbers ? Number(value) === Number(wanted) : String(value).toLowerCase() === wanted;
  if (!numbers) return false;
  const [a, b] = [Number(value), Number(wanted)];
  return { '<': a < b, '>': a > b, '<=': a <= b, '>=': a >= b }[sign];
}

/** A part of a cell's key fits as a whole where there is such a part: h6 is not meant by h64, but on the way to it. */
function wordFilter(word, cells) {
  const [, name, sign, wanted] = word.match(COMPARISON) ?? [];
  if (name) return cell => compares(valueOf(cell, name), sign, wanted);
  return cells.some(cell => partsOf(cell).includes(word)) ? cell => partsOf(cell).includes(word) : cell => textOf(cell).includes(word);
}

/** Whether a cell fits the text; without text, all do. */
export function filterOf(text, cells) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const filters = words.map(word => wordFilter(word, cells));
  return cell => filters.every(fits => fits(cell));
}
