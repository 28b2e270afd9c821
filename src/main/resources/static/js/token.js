// The token that writes need. The link that `gpicl serve` prints brings it behind the #, which no
// browser sends anywhere; from the address it goes at once, since addresses end in histories and chats.

const KEY = 'gpicl.token';

/** Takes the token out of the address, if it is there. */
export function takeToken() {
  const given = /^#token=([^&]+)/.exec(location.hash);
  if (!given) return;
  localStorage.setItem(KEY, decodeURIComponent(given[1]));
  history.replaceState(null, '', location.pathname + location.search + '#/');
}

export const token = () => localStorage.getItem(KEY);
export const mayWrite = () => Boolean(token());
