/*
 * A pretended member for working on the page: serves the built page and the console's API with moving data.
 *
 *   node dev/mock.mjs [members=3] [segments=256] [port=9991] [verdict=GREEN]
 *
 * Users viewer, operator and admin, password `secret`. Every minute a member leaves for twenty seconds, so that gaps,
 * transfers and unanswered members are seen. Nothing here is part of what is shipped or tested.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const wish = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')));
const memberCount = Number(wish.members ?? 3);
const segmentCount = Number(wish.segments ?? 256);
const port = Number(wish.port ?? 9991);
const root = join(dirname(fileURLToPath(import.meta.url)), '../../target/classes/io/spandrel/console/page');

const started = Date.now() - 3_723_000;
const roles = { viewer: ['viewer'], operator: ['viewer', 'operator'], admin: ['viewer', 'operator', 'admin'] };
const names = Array.from({ length: memberCount }, (_, i) => `member-${i + 1}`);
const caches = {
  pages: { mode: 'DIST_SYNC', owners: 2, ratio: 0.82, load: 5_200, bound: 60_000, policy: 's3-fifo', coordinated: true, filtered: true, versioned: true, rebalancing: true },
  'user-sessions': { mode: 'DIST_SYNC', owners: 2, ratio: 0.97, load: 840, bound: 0, rebalancing: true },
  'reference/countries': { mode: 'REPL_SYNC', owners: memberCount, ratio: 0.999, load: 96, bound: 0, rebalancing: true },
};
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain' };

const sessions = new Map();
const streams = new Set();
const samples = [];
const events = [];
const totals = Object.fromEntries(names.map((name) => [name, Object.fromEntries(Object.keys(caches).map(zero))]));
const drains = {};
let away = null;
let moving = 0;
let topologyId = 7;

for (let second = 300; second > 0; second--) {
  tick(Date.now() - second * 1_000);
}
record('VIEW', '', `View 3 installed: ${names.join(', ')}`, started);
record('CACHE_STARTED', 'pages', 'Started, DIST_SYNC with 2 owners', started + 900);
record('REBALANCE', 'pages', 'Rebalance finished in 1.2 s', started + 3_000);
setInterval(() => send('sample', tick(Date.now())), 1_000);
setInterval(() => leave(), 60_000);

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  response.setHeader('Content-Security-Policy', "default-src 'self'");
  if (!pathname.startsWith('/api/v1/')) {
    return page(pathname, response);
  }
  const text = await new Promise((resolve) => {
    let all = '';
    request.on('data', (part) => (all += part)).on('end', () => resolve(all));
  });
  const isCreation = request.method === 'POST' && /^\/api\/v1\/caches\/[^/]+$/.test(pathname);
  const body = isCreation ? { text } : text ? JSON.parse(text) : {};
  const path = pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  const id = /SPANDREL_SESSION=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  answer(request, response, path, searchParams, body, sessions.get(id), id);
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));

function answer(request, response, path, query, body, session, id) {
  const call = `${request.method} ${path[0]}`;
  if (call === 'POST session') {
    if (!roles[body.username] || body.password !== 'secret') {
      return problem(response, 401, 'Unauthorized', 'Unknown user or wrong password');
    }
    const key = Math.random().toString(36).slice(2);
    const opened = { user: body.username, roles: roles[body.username], csrfToken: key + 'x', expiresAt: iso(Date.now() + 9e5) };
    sessions.set(key, opened);
    response.setHeader('Set-Cookie', `SPANDREL_SESSION=${key}; HttpOnly; SameSite=Strict; Path=/`);
    return json(response, opened);
  }
  if (!session) {
    return problem(response, 401, 'Unauthorized', 'Log in first');
  }
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrfToken) {
    return problem(response, 403, 'Forbidden', 'The CSRF token is missing or wrong');
  }
  const cache = path[0] === 'caches' && path[1] ? caches[path[1]] : null;
  if (call === 'POST caches' && path.length === 2) {
    return created(response, session, path[1], body.text, query.get('dryRun') === 'true');
  }
  if (path[0] === 'caches' && path[1] && !cache) {
    return problem(response, 404, 'Not found', `No cache "${path[1]}" runs here`);
  }
  switch (cache ? `${request.method} cache ${path[2] ?? ''}` : call) {
    case 'GET session':
      return json(response, session);
    case 'DELETE session':
      sessions.delete(id);
      return done(response);
    case 'GET overview':
      return json(response, overview());
    case 'GET members':
      if (path[1] === 'details') {
        return json(response, names.map(memberDetail));
      }
      if (path[2] === 'drain') {
        return json(response, { member: path[1], report: drainReport(path[1]), caches: drainPlan() });
      }
      return json(response, {
        viewId: topologyId, coordinator: names[0], expected: memberCount + 1, members: names.map(member),
        missing: [{ name: `member-${memberCount + 1}`, lastSeen: iso(started) }],
      });
    case 'GET history':
      return json(response, { intervalMillis: 1_000, samples });
    case 'GET events':
      return json(response, events);
    case 'GET stream':
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': hello\n\n');
      streams.add(response);
      return request.on('close', () => streams.delete(response));
    case 'GET configuration':
      return json(response, {
        container: [
          setting('grid', 'node-name', names[0], 'system property'),
          setting('grid', 'config-check', 'refuse'),
          setting('grid', 'history-size', '1000'),
          setting('console', 'bind-address', '127.0.0.1'),
          setting('console', 'port', '9990', 'configuration'),
          setting('console', 'session-idle', '15m'),
        ],
        caches: Object.fromEntries(Object.keys(caches).map((name) => [name, settingsOf(caches[name])])),
      });
    case 'GET drains':
      return json(response, names.map((member) => ({ member, report: member === away ? null : drainReport(member) })));
    case 'POST members':
      if (path[3] !== 'cancel' && body.confirm !== path[1]) {
        return problem(response, 400, 'Not confirmed', "Draining needs the member's name repeated in 'confirm'");
      }
      drains[path[1]] = { since: Date.now(), returning: path[3] === 'cancel' };
      record('OPERATION', '', `${session.user} ${path[3] === 'cancel' ? 'cancelled the drain of' : 'drains'} ${path[1]}`);
      return done(response);
    case 'GET audit':
      return json(response, audit());
    case 'GET cache removal':
      return json(response, {
        name: path[1], permanent: false, stores: 0, listeners: 1, obstacles: cache.created ? [] : ['the application defines it itself, and would have it again when it starts'],
        members: names.map((member) => ({ member, answered: member !== away, entries: member === away ? 0 : 812, owed: 0 })),
      });
    case 'DELETE cache ':
      if (query.get('confirm') !== path[1] || !cache.created) {
        return problem(response, cache.created ? 400 : 409, 'Not removed', 'confirm must be the name of the cache, and the cache created while the grid runs');
      }
      delete caches[path[1]];
      record('OPERATION', path[1], `${session.user} removed the cache`);
      return done(response);
    case 'GET views':
      return json(response, views());
    case 'GET handoff':
      return json(response, ofGrid(handoff));
    case 'GET tombstones':
      return json(response, ofGrid(tombstones));
    case 'GET anti-entropy':
      return json(response, ofGrid(antiEntropy));
    case 'GET caches':
      return json(response, Object.keys(caches).map(summary));
    case 'GET cache ':
      return json(response, detail(path[1]));
    case 'GET cache ring':
      return json(response, ring(cache));
    case 'GET cache transfers':
      return json(response, { cache: path[1], members: moving ? names.slice(0, 2).map((member, i) => ({ member, report: { segments: moving, left: moving - 9 * i - 5, entries: 4_100 + i, segmentsPerSecond: 6.4 + i, remainingMillis: 8_300 } })) : [] });
    case 'GET cache miss-ratio':
      return json(response, missRatio(path[1]));
    case 'GET cache filter':
      return json(response, filter(cache));
    case 'GET cache tombstones':
      return json(response, tombstones(path[1]));
    case 'GET cache calls':
      return json(response, calls(path[1]));
    case 'GET cache consistency':
      return json(response, consistency(path[1]));
    case 'GET cache conflicts':
      return json(response, conflicts(path[1], query));
    case 'GET cache handoff':
      return json(response, handoff(path[1]));
    case 'GET cache anti-entropy':
      return json(response, antiEntropy(path[1]));
    case 'GET cache owners': {
      const { id: segment, primary, backups } = segmentOf(hash(query.get('key')) % segmentCount, cache);
      return json(response, { segment, primary, backups });
    }
    case 'POST cache evict':
      record('OPERATION', path[1], `${session.user} evicted 214 entries`);
      return json(response, { evicted: 214 });
    case 'POST cache expire':
      return done(response);
    case 'POST cache clear':
      if (body.confirm !== path[1]) {
        return problem(response, 400, 'Not confirmed', 'confirm must be the name of the cache');
      }
      record('OPERATION', path[1], `${session.user} cleared the cache`);
      return done(response);
    case 'PUT cache rebalancing':
      cache.rebalancing = body.enabled;
      return done(response);
    case 'GET cache settings': {
      const value = query.get('value');
      if (!/^\d+$/.test(value) || value === '0') {
        return problem(response, 400, 'Refused', `${query.get('attribute')} must be 1 or more, was ${value}`);
      }
      const members = names.map((member) => {
        const { bound, size } = evictionOf(path[1], 1);
        return { member, answered: member !== away, bound, boundAfter: Number(value), size, leaving: Math.max(0, size - Number(value)) };
      });
      return json(response, { unit: 'ENTRIES', members });
    }
    case 'PUT cache settings':
      if (!/^\d+$/.test(body.value) || body.value === '0') {
        return problem(response, 400, 'Refused', `${body.attribute} must be 1 or more, was ${body.value}`);
      }
      cache.bound = Number(body.value);
      return done(response);
    default:
      return problem(response, 404, 'Not found', `Nothing at ${request.url}`);
  }
}

function tick(at) {
  for (const name of names.filter((one) => one !== away)) {
    for (const [cache, { ratio, load, bound }] of Object.entries(caches)) {
      const wave = 1 + 0.35 * Math.sin(at / 37_000) + 0.1 * Math.sin(at / 3_100) + 0.08 * Math.random();
      const reads = Math.round((load * wave) / memberCount);
      const hits = Math.round(reads * Math.min(1, ratio + 0.04 * Math.sin(at / 53_000) + 0.01 * Math.random()));
      const counters = totals[name][cache];
      counters.hits += hits;
      counters.misses += reads - hits;
      counters.stores += reads - hits;
      counters.removes += Math.round(reads * 0.004);
      counters.evictions += bound ? Math.round((reads - hits) * 0.9) : 0;
      counters.entries = bound ? Math.round((bound / memberCount) * 0.97) : Math.min(counters.stores, 20_000);
    }
  }
  const sample = {
    at: iso(at),
    members: names.map((name, i) => ({
      name,
      answered: name !== away,
      heapUsed: name === away ? 0 : Math.round(2.6e8 + 1.5e8 * Math.abs(Math.sin(at / 9_000 + i))),
      heapMax: name === away ? 0 : 1_073_741_824,
      cpuLoad: name === away ? -1 : 0.12 + 0.06 * Math.sin(at / 7_000 + i),
    })),
    caches: Object.fromEntries(Object.keys(caches).map((cache) => [cache, summed(cache)])),
  };
  samples.push(sample);
  samples.splice(0, samples.length - 300);
  return sample;
}

function leave() {
  away = names.at(-1);
  record('VIEW', '', `View ${++topologyId} installed: ${away} left`);
  change(Math.round(segmentCount / 4));
  setTimeout(() => {
    away = null;
    record('VIEW', '', `View ${++topologyId} installed: ${names.at(-1)} joined`);
    change(0);
  }, 20_000);
}

function change(count) {
  moving = count;
  for (const cache of Object.keys(caches)) {
    record(count ? 'REBALANCE' : 'TOPOLOGY', cache, count ? `Rebalance started, ${count} segments to move` : 'Owners settled');
  }
  send('topology', { caches: Object.fromEntries(Object.keys(caches).map((cache) => [cache, topologyId])) });
}

function record(kind, subject, text, at = Date.now()) {
  const event = { sequence: events.length + 1, at: iso(at), kind, subject, text };
  events.push(event);
  send('grid', event);
}

function send(event, data) {
  streams.forEach((stream) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
}

function overview() {
  const verdict = wish.verdict ?? (away ? 'AMBER' : 'GREEN');
  const reasons = away ? [`${away} left 12 s ago`, `${moving} segments have fewer than 2 owners`] : ['Every segment has its owners', 'All members answer'];
  return {
    cluster: 'shop', self: names[0], viewId: topologyId, verdict, reasons, members: memberCount - (away ? 1 : 0),
    membersExpected: memberCount, caches: 3, segmentsBelowOwners: away ? moving : 0, spandrelVersion: '0.1.0-SNAPSHOT', infinispanVersion: '16.0.5',
  };
}

function member(name, i) {
  const answered = name !== away;
  const now = samples.at(-1).members[i];
  const report = {
    member: name, answered, version: answered ? '0.1.0' : null, uptimeMillis: answered ? Date.now() - started : 0,
    heapUsed: now.heapUsed, heapMax: now.heapMax, gcMillis: answered ? 412 + i * 31 : 0, cpuLoad: now.cpuLoad,
    threads: answered ? 48 + i : 0, statistics: {}, eviction: {}, filter: {}, tombstones: {},
  };
  return {
    name, address: `${name}-${41_200 + i}`, physicalAddress: `127.0.0.1:${7_800 + i}`, coordinator: i === 0, self: i === 0,
    joinedAt: iso(started + i * 4_000), version: answered ? '0.1.0-SNAPSHOT' : null,
    state: answered ? 'READY' : 'HUNG', suspectedBy: answered ? [] : [names[0]], report,
  };
}

/* Whatever holds `max-count` 0 is wrong, as is a name that is there. */
function created(response, session, name, text, dryRun) {
  const line = text.split('\n').findIndex((one) => /max-count["=: ]+0\b/.test(one)) + 1;
  const wrong = line ? [{ line, column: 3, element: 'eviction', attribute: 'max-count', message: '<grid:eviction> max-count="0": must be 1 or more. Fix: raise it.' }] : [];
  const taken = caches[name] ? [{ line: 0, column: 0, element: null, attribute: null, message: `There is a cache or a template '${name}' already` }] : [];
  const problems = [...taken, ...wrong];
  if (!dryRun && problems.length) {
    return problem(response, 400, 'Bad request', problems.map(({ message }) => message).join('; '));
  }
  if (!dryRun) {
    caches[name] = { mode: 'DIST_SYNC', owners: 2, ratio: 0.9, load: 10, bound: 0, rebalancing: true, created: true };
    names.forEach((member) => Object.assign(totals[member], Object.fromEntries([zero(name)])));
    record('OPERATION', name, `${session.user} created the cache`);
  }
  return json(response, { name, permanent: false, configuration: problems.length ? '' : text, problems });
}

/* The last member's clock is a little ahead, and the last but one was stopped for long by its collector. */
function memberDetail(member, i) {
  const answered = member !== away;
  const last = i === memberCount - 1;
  const roundTrips = names
    .filter((to) => to !== member)
    .map((to) => ({ to, millis: to === away ? -1 : last && to === names[0] ? 14.2 : 0.3 + ((i * 7 + names.indexOf(to) * 3) % 9) / 10 }));
  return {
    retransmits: answered ? { asked: i % 3, askedFor: i % 2, sent: 4 * (i % 5) } : null, roundTrips: answered ? roundTrips : [],
    member, answered, roundTripMillis: i === 0 || !answered ? 0 : 0.6 + (i % 7) / 10, clockOffsetMillis: last && answered ? 312 : i % 3,
    runtime: answered
      ? {
          version: '17.0.15 (Debian)', processors: 4, threadsPeak: 61 + i,
          collectors: [{ name: 'G1 Young Generation', collections: 38 + i, totalMillis: 412 + 31 * i, lastMillis: i === memberCount - 2 ? 96 : 9 }],
        }
      : null,
    view: answered ? { id: topologyId, members: memberCount - (away ? 1 : 0), since: iso(started) } : null,
    settings: last && answered ? [{ cache: '', setting: setting('grid', 'history-size', '500', 'configuration') }] : [],
  };
}

/* Handing over takes fifteen seconds, coming back five. */
function drainReport(member) {
  const owned = Math.round((2 * segmentCount) / memberCount);
  const { since, returning } = drains[member] ?? { since: 0, returning: true };
  const age = Date.now() - since;
  const share = returning ? Math.min(1, age / 5_000) : Math.max(0, 1 - age / 15_000);
  const state = returning ? (share < 1 ? 'RETURNING' : 'IDLE') : share > 0 ? 'DRAINING' : 'DRAINED';
  return {
    state, segments: Math.round(share * owned), segmentsAtStart: state === 'IDLE' ? 0 : owned, since: state === 'IDLE' ? null : iso(since),
    remainingMillis: state === 'DRAINING' ? 300_000 - age : 0, failure: null,
  };
}

function drainPlan() {
  return Object.entries(caches).map(([cache, { mode, owners }]) => ({
    cache, mode, owners, segments: mode === 'DIST_SYNC' ? Math.round((owners * segmentCount) / memberCount) : segmentCount, alone: 0, entries: 8_120,
    obstacles: mode === 'DIST_SYNC' && memberCount <= owners
      ? [{ cache, reason: `only ${memberCount - 1} others are there for ${owners} owners`, fix: 'start another member, or allow fewer copies', ofRedundancy: true }]
      : [],
    notes: [],
  }));
}

function audit() {
  return [
    { sequence: 1, at: ago(90), user: 'admin', from: '127.0.0.1', did: 'log in', on: '', outcome: 'done' },
    { sequence: 2, at: ago(40), user: 'operator', from: '127.0.0.1', did: 'POST /api/v1/caches/{name}/evict', on: 'pages', outcome: 'done' },
  ];
}

function summary(name) {
  const { mode, owners, rebalancing } = caches[name];
  const statistics = statisticsOf(summed(name));
  return {
    name, mode, owners, availability: 'AVAILABLE', rebalancing: moving ? 'IN_PROGRESS' : 'COMPLETE', rebalancingEnabled: rebalancing,
    statistics: { ...statistics, hitRatio: statistics.hits / (statistics.hits + statistics.misses) }, eviction: evictionOf(name, memberCount),
  };
}

function detail(name) {
  const perMember = names.filter((one) => one !== away).map((one) => ({
    member: one, statistics: statisticsOf(totals[one][name]), eviction: evictionOf(name, 1),
  }));
  return { ...summary(name), statistics: perMember[0].statistics, settings: settingsOf(caches[name]), perMember };
}

function statisticsOf(counters) {
  return { enabled: true, ...counters, averageReadNanos: 4_200 + Math.round(Math.random() * 900), averageWriteNanos: 412_000 };
}

function evictionOf(name, members) {
  const { bound, policy, coordinated } = caches[name];
  const own = Math.round(bound / memberCount) * members;
  return bound ? {
    policy, unit: 'ENTRIES', bound: own, size: Math.round(own * 0.97), entries: Math.round(own * 0.97), evictions: 12_345, prematureEvictions: 1_234, policyFailures: 0,
    choice: policy === 'auto' ? choice() : null, coordination: coordinated ? coordination(members) : null,
  } : null;
}

function coordination(members) {
  const told = 12_300 * members;
  return {
    victimsSent: told, victimsDropped: 0, followed: told - 40, refused: 12, readsSent: 2 * told, readsDropped: 310, readsHeard: 2 * told - 900,
    evened: 74, uncoordinatedEvictions: 1_640,
  };
}

function choice() {
  const candidates = [['w-tinylfu', 0.412], ['arc', 0.434], ['lirs', 0.451], ['clock-pro', 0.447], ['lru', 0.388]];
  return {
    current: 'lirs', requests: 51_200, rate: 0.125, switches: 2, candidates: candidates.map(([policy, hitRatio]) => ({ policy, hitRatio, sampled: 870 })),
    history: [
      { at: ago(3_600), from: 'w-tinylfu', to: 'arc', fromHitRatio: 0.36, toHitRatio: 0.41 },
      { at: ago(240), from: 'arc', to: 'lirs', fromHitRatio: 0.43, toHitRatio: 0.45 },
    ],
  };
}

function ago(seconds) {
  return new Date(Date.now() - 1000 * seconds).toISOString();
}

function missRatio(name) {
  const { bound, policy } = caches[name];
  const own = Math.round(bound / memberCount);
  const members = bound ? names.filter((one) => one !== away).map((member) => ({ member, policy, bound: own, missRatios: curve(own) })) : [];
  return { cache: name, unit: bound ? 'ENTRIES' : null, grid: bound ? curve(own * members.length) : null, members };
}

function curve(bound) {
  const points = Array.from({ length: 41 }, (_, i) => 2 ** ((i - 24) / 8)).map((scale) => {
    const lru = 1 - 0.42 / scale ** 0.55 / (1 + 0.1 * scale);
    return { scale, capacity: Math.round(bound * scale), lru: Math.max(0, lru), expected: Math.max(0, 1 - (1 - lru) * 0.85) };
  });
  return { requests: 184_211, measured: points[24].expected, sampledKeys: 7_801, rate: 0.08, memory: 460_000, points };
}

function filter({ filtered }) {
  const reports = filtered ? names.filter((one) => one !== away).map((member, i) => ({ member, filter: derived(filterReport(i)) })) : [];
  const sum = (key) => reports.reduce((total, { filter: { report } }) => total + report[key], 0);
  const grid = filtered && {
    ...Object.fromEntries(Object.keys(filterReport(0)).map((key) => [key, sum(key)])),
    wanted: 0.002, expected: 0.0016, copies: copies(reports.length), progress: moving ? { segments: moving, keysRead: Date.now() % 20_000, keysExpected: 20_000 } : null,
  };
  return { grid: filtered ? derived(grid) : null, members: reports };
}

function tombstones(name) {
  const shown = caches[name].versioned ? names.filter((one) => one !== away) : [];
  const members = shown.map((member, i) => ({
    member,
    report: {
      live: 18_220 + 17 * i, bytes: 2_490_000, bytesMax: 67_108_864, oldestMillis: 190_000, graceMillis: 864_000_000, purged: 91_402, blocked: away ? 212 : 0, blockedBy: away ? { [away]: 212 } : {},
      needFullCompare: 0, forgotten: 0, resurrectionsBlocked: 3 + i, clearedAt: i === 0 ? null : ago(7_200),
    },
  }));
  return { cache: name, members };
}

function conflicts(name, query) {
  const first = Number(query.get('after') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  const values = query.get('values') === 'true';
  const text = (what) => ({ text: what, format: 'TEXT', type: 'java.lang.String', cut: false, bytes: -1 });
  const write = (seconds, what) => ({
    version: `${ago(seconds)}+0@${seconds % 2048}`, written: ago(seconds), deleted: what === null, value: values && what !== null ? text(what) : null,
  });
  const all = Array.from({ length: caches[name].versioned ? 25 : 0 }, (_, i) => ({
    at: ago(900 + i), member: names[0], segment: i, key: text(`cart-${100 + i}`), kept: write(1_200 + i, `4 items of cart ${i}`),
    dropped: write(1_100 + i, i % 12 === 7 ? null : 'an item'), resolver: i % 12 === 7 ? 'newest' : 'largest',
  }));
  const end = first + limit;
  return { conflicts: all.slice(first, end), next: end < all.length ? String(end) : null, silent: [], valuesShown: values };
}

function calls(name) {
  const shown = caches[name].policy || caches[name].versioned ? names.filter((one) => one !== away) : [];
  const times = (count, p50) => ({ count, p50Nanos: p50, p99Nanos: 7 * p50, p999Nanos: 60 * p50, maxNanos: 900 * p50 });
  const paths = (hits, misses) => ({ MEMORY: hits - Math.round(hits / 3), MEMBER: Math.round(hits / 3), MISSED: misses });
  const reports = shown.map((member) => {
    const { hits, misses, stores, removes } = totals[member][name];
    const callsOf = (part) => {
      const some = (of) => Math.round(of * part);
      return { reads: times(some(hits) + some(misses), 895), writes: times(some(stores), 319_487), removes: times(some(removes), 303_103), readPaths: paths(some(hits), some(misses)) };
    };
    return { member, report: { sinceStart: callsOf(1), lastMinute: callsOf(0.02), lastMinuteMillis: 62_000 } };
  });
  const sumOf = (window) => {
    const all = reports.map(({ report }) => report[window]);
    const count = (kind) => all.reduce((sum, calls) => sum + calls[kind].count, 0);
    const readPaths = {};
    all.forEach((calls) => Object.entries(calls.readPaths).forEach(([path, reads]) => (readPaths[path] = (readPaths[path] ?? 0) + reads)));
    return { reads: times(count('reads'), 895), writes: times(count('writes'), 319_487), removes: times(count('removes'), 303_103), readPaths };
  };
  const grid = { sinceStart: sumOf('sinceStart'), lastMinute: sumOf('lastMinute'), lastMinuteMillis: 62_000 };
  return { cache: name, grid: reports.length > 0 ? grid : null, members: reports };
}

function consistency(name) {
  const shown = caches[name].versioned ? names.filter((one) => one !== away) : [];
  const members = shown.map((member, i) => ({
    member,
    report: {
      writes: {
        done: 48_211 + 97 * i, notDone: 0, unknown: away ? 2 : 0, unavailable: away ? 1 : 0, belowLevel: 0, rewritten: 3 + i, redirected: away ? 4 : 0, late: 0,
        ownersLeftBehind: away ? 912 : 4, conditions: 2_204, conditionsUnsettled: 6,
      },
      reads: {
        keys: 190_551 + 113 * i, unavailable: 0, mismatches: 41, speculative: away ? 77 : 0, repairedBackground: 40, repairedBlocking: 0,
        repairsFailed: 1, repairsDropped: 0,
      },
      slowMembers: away ? [away] : [], slowMembersFound: away ? 1 : 0, primariesReplaced: 0, olderNotApplied: 17 + i, formerPrimariesRefused: 0,
      inquiriesRepeated: 0,
      clockAheadMillis: i, clockRefused: 0, clockJumps: 0,
      conflicts: {
        resolver: 'largest', settled: i === 0 ? 25 : 0, olderKept: i === 0 ? 9 : 0, deletes: i === 0 ? 2 : 0, resolverFailures: 0,
        logged: i === 0 ? 25 : 0, loggedMax: 100, overwritten: 0,
      },
    },
  }));
  return { cache: name, members };
}

function views() {
  const rest = names.slice(1);
  const view = (id, change, from, to, members, more) => ({
    id, change, installedAt: ago(from), endedAt: to === null ? null : ago(to), members, joined: [], left: [], merged: [], settlements: [], ...more,
  });
  return [
    view(6, 'MERGED', 1_200, null, names, {
      joined: [names[0]], merged: [rest, [names[0]]],
      settlements: [{ cache: 'pages', tookMillis: 1_310, segments: segmentCount, differing: 41, conflicts: 3, unsettled: 0, failure: null }],
    }),
    view(5, 'SPLIT', 1_265, 1_200, rest, { left: [names[0]] }),
    view(5, 'SPLIT', 1_266, 1_200, [names[0]], { left: rest }),
    view(4, 'JOINED', 3_600, 1_265, names, { joined: names.slice(-1) }),
    view(3, 'LEFT', 3_700, 3_600, names.slice(0, -1), { left: names.slice(-1) }),
  ];
}

function ofGrid(report) {
  return { caches: Object.keys(caches).map(report).filter(({ members }) => members.length > 0), silent: away ? [away] : [] };
}

function handoff(name) {
  const shown = caches[name].versioned ? names.filter((one) => one !== away) : [];
  const targets = away ? [{ member: away, pending: 912, oldestMillis: 65_000, paused: false, needsRepair: false }] : [];
  const report = { pending: away ? 912 : 0, bytes: away ? 121_000 : 0, bytesMax: 67_108_864, oldestMillis: away ? 65_000 : 0, windowMillis: 10_800_000, throttle: 1_048_576, created: 930, succeeded: 18, failed: 2, expired: 0, dropped: 0, targets };
  return { cache: name, members: shown.map((member) => ({ member, report })) };
}

function antiEntropy(name) {
  const shown = caches[name].versioned ? names.filter((one) => one !== away) : [];
  const members = shown.map((member, i) => ({
    member,
    report: {
      running: i === 0, paused: false, repairing: true, reason: i === 0 ? 'request' : 'interval', began: ago(9 + 900 * i), ended: i === 0 ? null : ago(890 * i),
      complete: ago(900 + 900 * i), next: ago(-2_100 - i), intervalMillis: 3_600_000, throttle: 10_485_760,
      segments: 86, segmentsDone: i === 0 ? 31 : 86, remainingMillis: i === 0 ? 21_000 : 0, lastDifferences: 2 * i,
      notHeard: away ? { [away]: 'is not in the view' } : {}, failure: null, runs: 12 + i, keys: 4_112_900 + 31 * i,
      differences: { 'older-value': 3 + i, 'missing-value': 1 }, repaired: 4 + i, notRepaired: 0, bytes: 3_811_000,
    },
  }));
  return { cache: name, members };
}

function filterReport(i) {
  const asked = Math.round((Date.now() - started) / (3 + i));
  const inVain = Math.round(asked * 0.0019);
  return {
    ready: 171 - Math.round(moving / memberCount), rebuilding: Math.round(moving / memberCount), keys: 19_400 + 31 * i, departed: 212, slots: 20_480,
    slotsUsed: 19_380, memory: 30_750, wanted: 0.002, expected: 0.0016, absent: asked - inVain, maybe: inVain + 8_112, inVain, bypassed: moving,
    storeReadsSaved: asked - inVain - 113, audits: 113, auditFailures: 0, rebuilds: 171 + i, kicks: 15_211, progress: null,
    copies: copies(1),
  };
}

function copies(members) {
  const age = (Date.now() - started) * members;
  return {
    held: 85 * members, memory: 133_000 * members, received: 91 * members, dropped: 6 * members, uneconomic: 0, readsSaved: Math.round(age / 7),
    granted: 85 * members, announced: Math.round(age / 90), waits: Math.round(age / 140), audits: Math.round(age / 7_000), auditFailures: 0,
    missNanos: 104_000, probeNanos: 38,
  };
}

function derived(report) {
  return { load: report.slotsUsed / report.slots, bitsPerKey: (8 * report.memory) / report.keys, measured: report.inVain / (report.inVain + report.absent), report };
}

function settingsOf({ bound, policy, coordinated, filtered, versioned }) {
  const lookup = (filtered ? [setting('negative-lookup', 'false-positive-rate', '0.002')] : []).concat(versioned ? versionedSettings : []);
  return lookup.concat(bound ? [setting('eviction', 'policy', policy, 'configuration'), setting('eviction', 'coordinated', String(Boolean(coordinated)), 'configuration'), setting('eviction', 'max-count', String(bound), 'configuration'), setting('eviction', 'interval', '0')] : []);
}

const versionedSettings = [
  setting('anti-entropy', 'interval', '1h'), setting('consistency', 'write', 'QUORUM'), setting('hinted-handoff', 'window', '3h'), setting('tombstones', 'grace', '10d'),
];

function setting(element, attribute, value, origin = 'default') {
  return { element, attribute, value, origin };
}

function ring(cache) {
  const segments = Array.from({ length: segmentCount }, (_, id) => segmentOf(id, cache));
  const shares = names.map((name) => {
    const primarySegments = segments.filter(({ primary }) => primary === name).length;
    const ownedSegments = primarySegments + segments.filter(({ backups }) => backups.includes(name)).length;
    return { member: name, primarySegments, ownedSegments, share: ownedSegments / (segmentCount * cache.owners), capacityFactor: 1 };
  });
  return { topologyId, phase: moving ? 'READ_OLD_WRITE_ALL' : 'NO_REBALANCE', owners: cache.owners, cacheMode: cache.mode, segments, shares };
}

function segmentOf(id, cache) {
  const order = [...names].sort((a, b) => hash(a + id) - hash(b + id)).slice(0, cache.owners);
  const inTransfer = id * 7 % segmentCount < moving;
  const owners = inTransfer && order.length > 1 ? order.slice(0, -1) : order;
  return { id, primary: owners[0], backups: owners.slice(1), pendingOwners: inTransfer ? order : [], inTransfer };
}

function summed(cache) {
  const sum = Object.fromEntries(zero(cache).slice(1).map((counters) => Object.entries(counters))[0]);
  names.filter((name) => name !== away).forEach((name) => Object.keys(sum).forEach((counter) => (sum[counter] += totals[name][cache][counter])));
  return sum;
}

function zero(name) {
  return [name, { hits: 0, misses: 0, stores: 0, removes: 0, evictions: 0, entries: 0 }];
}

function hash(text) {
  let value = 2_166_136_261;
  for (const character of String(text)) {
    value = Math.imul(value ^ character.charCodeAt(0), 16_777_619);
  }
  value ^= value >>> 15;
  return Math.imul(value, 2_246_822_507) >>> 0;
}

function iso(millis) {
  return new Date(millis).toISOString();
}

function json(response, body) {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function done(response) {
  response.writeHead(204).end();
}

function problem(response, status, title, detail) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ type: 'about:blank', title, status, detail }));
}

function page(pathname, response) {
  const file = join(root, normalize(pathname === '/' ? '/index.html' : pathname));
  try {
    response.writeHead(200, { 'Content-Type': types[extname(file)] }).end(readFileSync(file));
  } catch {
    problem(response, 404, 'Not found', pathname);
  }
}
