// The stream of events, and whether it flows. It runs in a page, or in the worker that all pages of a
// browser share. Read with fetch and not as an EventSource: that sends no token.

import { API } from './address.js';

const PATIENCE = 40_000;
const LOOK_EVERY = 10_000;
const LONGEST_WAIT = 10_000;
const CROWDED = 503;

export const KINDS = ['sweeps', 'cells', 'history'];

/**
 * Sends `sweeps`, `cells` and `history` as they come, `connection` with the state `connecting`,
 * `live`, `lost` or `crowded` (too many pages listen), and `again` when it is live after a time that
 * it was not: what was missed must be read. Its detail says whether it was lost or only left.
 */
export class Stream extends EventTarget {
  #reading = null;
  #looking = 0;
  #wait = 0;
  #missed = null;
  state = 'connecting';
  heardAt = Date.now();
  token = null;

  start() {
    if (this.#reading) return;
    this.#looking = setInterval(() => this.look(), LOOK_EVERY);
    this.#read();
  }

  stop() {
    if (!this.#reading) return;
    clearInterval(this.#looking);
    this.#reading.abort();
    this.#reading = null;
    this.#missed = 'left';
    this.#tell('connecting');
  }

  /** A connection can die without a word, for instance while a laptop sleeps; the server speaks every 15 s. */
  look() {
    if (!this.#reading || Date.now() - this.heardAt < PATIENCE) return;
    this.#reading.abort();
    this.#without('lost');
    this.#read();
  }

  async #read() {
    const reading = (this.#reading = new AbortController());
    let without = 'lost';
    this.heardAt = Date.now();
    try {
      const headers = { Accept: 'text/event-stream', ...(this.token && { 'Gpicl-Token': this.token }) };
      const response = await fetch(API + 'events', { cache: 'no-store', headers, signal: reading.signal });
      if (response.ok) await this.#follow(response.body.pipeThrough(new TextDecoderStream()).getReader());
      else if (response.status === CROWDED) without = 'crowded';
    } catch {
      // Whatever it was, the next attempt shows whether it lasts.
    }
    if (reading !== this.#reading) return;
    this.#without(without);
    setTimeout(() => reading === this.#reading && this.#read(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, Math.max(500, 2 * this.#wait));
  }

  async #follow(reader) {
    this.#flows();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.heardAt = Date.now();
      const events = (text + value).split('\n\n');
      text = events.pop();
      events.forEach(event => this.#event(event.split('\n')));
    }
  }

  #event(lines) {
    const field = name => lines.filter(l => l.startsWith(name + ':')).map(l => l.slice(name.length + 1).replace(/^ /, ''));
    const [kind] = field('event');
    if (KINDS.includes(kind)) this.dispatchEvent(new CustomEvent(kind, { detail: JSON.parse(field('data').join('\n') || '{}') }));
  }

  #flows() {
    this.heardAt = Date.now();
    this.#wait = 0;
    const missed = this.#missed;
    this.#missed = null;
    this.#tell('live');
    if (missed) this.dispatchEvent(new CustomEvent('again', { detail: missed }));
  }

  #without(state) {
    this.#missed = state === 'lost' ? 'lost' : 'left';
    this.#tell(state);
  }

  #tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent('connection', { detail: state }));
  }
}
