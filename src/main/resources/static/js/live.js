// The stream of events, and whether it flows. A browser tries again by itself unless the answer was
// an error; then this does.

import { read } from './api.js';

const PATIENCE = 40_000;
const LOOK_EVERY = 10_000;
const LONGEST_WAIT = 10_000;

/**
 * Sends `sweeps`, `cells` and `history` as they come, `connection` with the state `connecting`,
 * `live` or `lost`, and `again` when it is live after it was lost: what was missed must be read.
 */
export class Live extends EventTarget {
  #source = null;
  #wait = 1_000;
  #wasLost = false;
  state = 'connecting';
  heardAt = Date.now();

  start() {
    this.#open();
    setInterval(() => this.#look(), LOOK_EVERY);
    addEventListener('online', () => this.#look(true));
    document.addEventListener('visibilitychange', () => document.hidden || this.#look());
  }

  #open() {
    this.#source?.close();
    const source = (this.#source = new EventSource('api/events'));
    source.addEventListener('open', () => this.#flows());
    source.addEventListener('error', () => {
      this.#lost();
      if (source.readyState === EventSource.CLOSED) this.#openLater(source);
    });
    for (const type of ['sweeps', 'cells', 'history']) {
      source.addEventListener(type, event => {
        this.heardAt = Date.now();
        this.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(event.data || '{}') }));
      });
    }
  }

  #openLater(source) {
    setTimeout(() => source === this.#source && this.#open(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, 2 * this.#wait);
  }

  #flows() {
    this.heardAt = Date.now();
    this.#wait = 1_000;
    const again = this.#wasLost;
    this.#wasLost = false;
    this.#tell('live');
    if (again) this.dispatchEvent(new Event('again'));
  }

  #lost() {
    this.#wasLost = true;
    this.#tell('lost');
  }

  #tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent('connection', { detail: state }));
  }

  /** A connection can die without a word, for instance while a laptop sleeps. */
  async #look(now = false) {
    if (this.state !== 'live' || (!now && Date.now() - this.heardAt < PATIENCE)) return;
    try {
      await read('server', AbortSignal.timeout(5_000));
      this.heardAt = Date.now();
    } catch {
      this.#lost();
      this.#open();
    }
  }
}
