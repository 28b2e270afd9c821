// Requests to the server, and what it says when it refuses one.

import { API } from './address.js';
import { candidate, token } from './token.js';

/** A refusal or a failure, in words for people. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function problem(response) {
  let told;
  try {
    told = await response.json();
  } catch {
    told = {};
  }
  return new ApiError(told.detail || told.title || 'the server answered ' + response.status, response.status);
}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(API + path, { cache: 'no-store', ...options });
  } catch {
    throw new ApiError('the server does not answer; is gpicl serve still going?', 0);
  }
  if (!response.ok) throw await problem(response);
  return response;
}

async function request(path, options) {
  const text = await (await answer(path, options)).text();
  return text ? JSON.parse(text) : null;
}

export const read = (path, signal) => request(path, { signal, headers: { Accept: 'application/json' } });

/** A part of a long list, and the length of the whole list. */
export async function readPart(path) {
  const response = await answer(path, { headers: { Accept: 'application/json' } });
  const part = await response.json();
  return { part, total: Number(response.headers.get('Total-Count') ?? part.length) };
}

/** The whole of a long list. */
export async function readAll(path) {
  const all = [];
  for (;;) {
    const { part, total } = await readPart(path + '?limit=1000&offset=' + all.length);
    all.push(...part);
    if (!part.length || all.length >= total) return all;
  }
}

/** The server itself, and whether the token that this page has is the server's. */
export const readServer = () => request('server', { headers: { Accept: 'application/json', 'Gpicl-Token': candidate() ?? '' } });

export function post(path, body) {
  return request(path, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'Gpicl-Token': token() ?? '' },
    body: JSON.stringify(body ?? {}),
  });
}

export const sweepPath = name => 'sweeps/' + encodeURIComponent(name);
export const cellPath = (name, key) => sweepPath(name) + '/cells/' + encodeURIComponent(key);
