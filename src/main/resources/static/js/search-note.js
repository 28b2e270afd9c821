// What to know about a sweep whose search compares cells while they train.

import { element } from './elements.js';
import { count } from './words.js';

/** With halving: how many cells were compared on the loss plateau, where all look alike. Hidden where there is nothing to say. */
export function searchNote({ plateau, classes }) {
  const { kept = 0, dropped = 0 } = plateau ?? {};
  const several = kept + dropped !== 1;
  const words =
    count(kept + dropped, 'cell was', 'cells were') +
    ' still on the loss plateau (near ln ' +
    classes +
    ') at the last rung that ' +
    (several ? 'they' : 'it') +
    ' reached: ' +
    [kept && kept + ' kept', dropped && dropped + ' dropped'].filter(Boolean).join(', ') +
    '. There all cells look alike, so which are the better ones is chance; later rungs decide better.';
  return element('p', { class: 'searchNote', role: 'note', hidden: !(kept + dropped) }, words);
}
