// What happens on the server, as this page hears it: through the worker that all pages share, or
// where a browser has no such workers through a stream of its own, which a hidden page lets go.

import { KINDS, Stream } from './stream.js';

/** Sends the events of `Stream`. */
export class Live extends EventTarget {
  #token = null;
  state = 'connecting';
  heardAt = Date.now();

  start(token) {
    this.#token = token;
    if (!globalThis.SharedWorker) {
      this.#alone();
      return;
    }
    const worker = new SharedWorker(new URL('stream-worker.js', import.meta.url), { type: 'module', name: 'gpicl' });
    worker.addEventListener('error', () => this.#alone(), { once: true });
    worker.port.onmessage = ({ data }) => {
      this.heardAt = data.heardAt;
      this.#tell(data.kind, data.detail);
    };
    const say = says => worker.port.postMessage({ says, token: this.#token });
    say('hello');
    addEventListener('pagehide', () => say('bye'));
    addEventListener('pageshow', event => {
      if (!event.persisted) return;
      say('hello');
      this.#tell('again', 'left');
    });
    addEventListener('online', () => say('look'));
    document.addEventListener('visibilitychange', () => document.hidden || say('look'));
  }

  #alone() {
    const stream = new Stream();
    stream.token = this.#token;
    for (const kind of [...KINDS, 'connection', 'again']) {
      stream.addEventListener(kind, event => {
        this.heardAt = stream.heardAt;
        this.#tell(kind, event.detail);
      });
    }
    const follow = () => (document.hidden ? stream.stop() : stream.start());
    document.addEventListener('visibilitychange', follow);
    addEventListener('online', () => stream.look());
    follow();
  }

  #tell(kind, detail) {
    if (kind === 'connection') {
      if (this.state === detail) return;
      this.state = detail;
    }
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
