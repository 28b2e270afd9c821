// The page: listens to the server and to the address, and tells the parts.

import { readAll, readServer } from './api.js';
import { CellPanel } from './cell-panel.js';
import { ofHome } from './commands.js';
import { byId, write } from './elements.js';
import { Live } from './live.js';
import { announce, notice } from './notices.js';
import { Overview } from './overview.js';
import { sweepState, sweepWord } from './progress.js';
import { route } from './route.js';
import { SweepList } from './sweep-list.js';
import { SweepView } from './sweep-view.js';
import { startTheme } from './theme.js';
import { exactTime, keepTimesRight } from './times.js';
import { judge, mayWrite, takeToken, token } from './token.js';

const REFRESH_EVERY = 10_000;
const REFRESHING = 'every ' + REFRESH_EVERY / 1000 + ' s';

takeToken();
startTheme();
keepTimesRight();

const live = new Live();
const panel = new CellPanel();
const list = new SweepList();
let view = null;
let states = new Map();
let lists = 0;
let settled = null;

function follow() {
  const { sweep, cell, query } = route();
  document.body.dataset.page = sweep === null ? 'overview' : 'sweep';
  list.markCurrent();
  if (view && sweep !== null && view.name === sweep) {
    view.restore(query);
    view.openCell(cell);
    return;
  }
  const first = view === null;
  view?.close();
  view = sweep === null ? new Overview(byId('main'), settled) : new SweepView(byId('main'), sweep, panel, query, settled);
  view.openCell?.(cell);
  view.load();
  if (!first) {
    scrollTo(0, 0);
    byId('main').focus({ preventScroll: true });
  }
}

function showSweeps(sweeps) {
  lists++;
  list.show(sweeps);
  for (const summary of sweeps) {
    const state = sweepState(summary);
    const before = states.get(summary.name);
    if (before && before !== state) announce(summary.name + ': ' + sweepWord(summary));
    if (view?.name === summary.name) view.showSummary?.(summary);
  }
  states = new Map(sweeps.map(s => [s.name, sweepState(s)]));
}

/** Without waiting for the stream: what is between the page and the server may hold that back. */
async function readSweeps() {
  const before = lists;
  try {
    const [sweeps] = await Promise.all([readAll('sweeps'), settled]);
    if (lists === before) showSweeps(sweeps);
  } catch {
    // The state of the connection says it.
  }
}

async function showServer() {
  try {
    const server = await readServer();
    ofHome(server.home);
    write(byId('server'), [server.version && 'version ' + server.version, server.home].filter(Boolean).join(' · '));
    if (!judge(server)) {
      notice('The token of this link is not the token of this server. ' + (mayWrite() ? 'The one that this browser has is kept.' : ''), 'error');
    }
  } catch {
    write(byId('server'), '');
  }
  byId('readOnly').hidden = mayWrite();
}

function showConnection(state) {
  byId('connection').dataset.state = state;
  write(byId('connectionText'), { connecting: 'connecting', live: 'live', lost: 'not connected', crowded: REFRESHING }[state]);
  document.body.classList.toggle('stale', state === 'lost');
  byId('lost').hidden = !['lost', 'crowded'].includes(state);
  if (state === 'lost') {
    write(byId('lost'), 'The server does not answer. This is how things were at ' + exactTime(new Date(live.heardAt)) + '; trying again until it is back.');
    announce('The connection to the server is lost.');
  } else if (state === 'crowded') {
    write(
      byId('lost'),
      'Too many pages listen to this server, so this one asks it ' + REFRESHING + '. Close other pages, or open the link that gpicl serve printed.',
    );
  }
}

live.addEventListener('connection', event => showConnection(event.detail));
live.addEventListener('sweeps', event => showSweeps(event.detail));
live.addEventListener('cells', event => event.detail.sweep === view?.name && view.change(event.detail.cells));
live.addEventListener('history', () => view?.load());
function refresh() {
  readSweeps();
  view?.load();
  panel.reload();
}

live.addEventListener('again', event => {
  if (event.detail === 'left') {
    refresh();
    return;
  }
  announce('Connected again.');
  notice('Connected again; everything was read anew.');
  showServer();
  refresh();
});
addEventListener('hashchange', async () => {
  if (takeToken()) {
    await showServer();
    view?.close();
    view = null;
  }
  follow();
});
setInterval(() => live.state !== 'live' && refresh(), REFRESH_EVERY);

// Buttons are made with or without the token, so nothing is shown before that is settled; what is shown is read meanwhile.
settled = showServer();
follow();
readSweeps();
await settled;
live.start(token());
