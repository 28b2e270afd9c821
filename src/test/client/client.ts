// Runs a sweep through a client that is generated from /api/openapi, reads its results, and meets refusals.
// Arguments: the server's address, its token, a sweep file.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

type Problem = components['schemas']['Problem'];
type Order = components['schemas']['OrderSummary'];

const [baseUrl = '', token = '', file = ''] = process.argv.slice(2);
const sweep = await readFile(file, 'utf8');
const reader = createClient<paths>({ baseUrl });
const owner = createClient<paths>({ baseUrl, headers: { 'Gpicl-Token': token } });

const run = (client: typeof owner, body: string) =>
  client.POST('/api/sweeps', { body, headers: { 'Content-Type': 'application/yaml' }, bodySerializer: text => text });

function refused(problem: Problem | undefined, status: number, detail: RegExp) {
  assert.equal(problem?.status, status);
  assert.match(problem.detail, detail);
}

async function ended(order: number): Promise<Order> {
  for (;;) {
    const { data, error } = await reader.GET('/api/history/{order}', { params: { path: { order } } });
    assert.ok(data, error?.detail);
    if (data.endedAt !== null) return data;
    await setTimeout(200);
  }
}

assert.deepEqual((await reader.GET('/api/sweeps')).data, []);
assert.deepEqual((await reader.GET('/api/workers')).data, []);

refused((await run(reader, sweep)).error, 401, /needs the token/);
refused((await run(owner, 'name: broken')).error, 422, /recipe/);
refused((await reader.GET('/api/sweeps/{name}', { params: { path: { name: 'none' } } })).error, 404, /no sweep none/);
refused((await owner.POST('/api/schedules/{sweep}/pause', { params: { path: { sweep: 'none' } } })).error, 404, /not scheduled/);

const { data: ordered, error } = await run(owner, sweep);
assert.ok(ordered, error?.detail);
assert.equal((await ended(ordered.order)).state, 'DONE');

const path = { name: ordered.sweep };
const { data: detail } = await reader.GET('/api/sweeps/{name}', { params: { path } });
assert.equal(detail?.lastRun?.outcome, 'DONE');
const { data: cells, response } = await reader.GET('/api/sweeps/{name}/cells', { params: { path, query: { limit: 1 } } });
assert.equal(response.headers.get('Total-Count'), String(detail.cells));
const first = cells?.[0];
assert.ok(first && first.unseen !== null);
const { data: cell } = await reader.GET('/api/sweeps/{name}/cells/{key}', { params: { path: { ...path, key: first.key } } });
assert.ok(cell && cell.points.length > 0);

const { data: files } = await reader.GET('/api/sweeps/{name}/files', { params: { path, query: { folder: 'curves' } } });
const curve = files?.[0]?.path;
assert.ok(curve && curve.startsWith('curves/'));
const download = (path: string) => ({ params: { path: { name: ordered.sweep }, query: { path } } });
const { data: picture } = await reader.GET('/api/sweeps/{name}/file', { ...download(curve), parseAs: 'blob' });
assert.ok(picture && picture.size > 0);
const { data: results } = await reader.GET('/api/sweeps/{name}/file', { ...download('results.csv'), parseAs: 'text' });
console.log(results);
