// The token that writes need. The link that `gpicl serve` prints brings it behind the #, which no
// browser sends anywhere; from the address it goes at once, since addresses end in histories and chats.
// It is kept by the server's id: several servers may share a name, one after the other or by their ports.

const BEFORE_IDS = 'gpicl.token';
let key = null;
let given = null;

/** Takes the token out of the address, if it is there. */
export function takeToken() {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (!found) return false;
  given = decodeURIComponent(found[1]);
  history.replaceState(null, '', location.pathname + location.search + '#/');
  return true;
}

/** What to ask the server about: the link's token, or what is kept. */
export const candidate = () => given ?? token() ?? localStorage.getItem(BEFORE_IDS);

/** The server's word on the candidate. A link's token that is not the server's replaces none; it is reported with false. */
export function judge({ id, mayWrite }) {
  const asked = candidate();
  const fromLink = given !== null;
  given = null;
  key = BEFORE_IDS + '.' + id;
  if (mayWrite) localStorage.setItem(key, asked);
  return mayWrite || !fromLink;
}

export const token = () => (key ? localStorage.getItem(key) : null);
export const mayWrite = () => Boolean(token());
