// Commands for what a page cannot do, to be copied into a terminal of the server's machine.

import { element } from './elements.js';
import { announce, notice } from './notices.js';

const PLAIN = /^[\w./+=@%:-]+$/;
let home = '';

/** The home that the commands are for. */
export function ofHome(folder) {
  home = folder ?? '';
}

const quoted = word => (PLAIN.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'");

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    announce('Copied.');
    return true;
  } catch {
    // Browsers let pages copy over TLS and from this machine only.
    getSelection().selectAllChildren(code);
    notice('The browser does not let this page copy. The command is selected: press Ctrl-C.');
    return false;
  }
}

function entry([meaning, ...words]) {
  const code = element('code', {}, ['gpicl', ...words, ...(home ? ['--home', home] : [])].map(quoted).join(' '));
  const button = element(
    'button',
    {
      type: 'button',
      'aria-label': 'Copy the command: ' + meaning,
      click: async () => (button.textContent = (await copy(code)) ? 'Copied' : 'Copy'),
    },
    'Copy',
  );
  return element('li', {}, element('span', {}, meaning), code, button);
}

/** commands: [[meaning, ...words]]. Closed until it is asked for. */
function list(commands) {
  return element('details', { class: 'commands' }, element('summary', {}, 'Commands for a terminal'), element('ul', {}, commands.map(entry)));
}

export const sweepCommands = sweep =>
  list([
    ['Trained models, for PyTorch, ONNX Runtime or NumPy', 'export', sweep],
    ['Figures for a paper', 'report', sweep, '--style', 'paper'],
    ['All files in one archive, for a supplement', 'report', sweep, '--bundle'],
    ['A sweep file of the best cells', 'best', sweep, '--emit', sweep + '-best.yaml'],
    ["Send to the sweep file's trackers, or to MLflow", 'report', sweep, '--track'],
    ['Event files for TensorBoard', 'report', sweep, '--tensorboard', 'tensorboard'],
  ]);

export const cellCommands = (sweep, key) =>
  list([
    ['The trained model', 'export', sweep, '--cells', key],
    ['Its tasks, and what it predicts', 'examples', sweep, key, '--predictions'],
    ["The cell's log", 'logs', sweep, key],
  ]);
