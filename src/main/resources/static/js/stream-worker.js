// One stream for all pages of a browser: it opens six connections to a server and no more.

import { KINDS, Stream } from './stream.js';

const pages = new Set();
const stream = new Stream();

const message = (kind, detail) => ({ kind, detail, heardAt: stream.heardAt });

for (const kind of [...KINDS, 'connection', 'again']) {
  stream.addEventListener(kind, event => pages.forEach(page => page.postMessage(message(kind, event.detail))));
}

onconnect = ({ ports: [page] }) => {
  page.onmessage = ({ data }) => {
    if (data.says === 'hello') {
      stream.token = data.token ?? stream.token;
      pages.add(page);
      page.postMessage(message('connection', stream.state));
      stream.start();
    } else if (data.says === 'look') stream.look();
    else {
      pages.delete(page);
      if (!pages.size) stream.stop();
    }
  };
};
