// The status page: keeps what the gateway tells, and shows it.
import {html, nothing, render} from './lib/lit-html.js';
import {SHOWN_FIRST, chosen, counts, keyOf, table} from './fleet.js';
import {chooser, pick, replicas} from './replicas.js';
import {details} from './tenant.js';
import {age, millis, plain, time} from './words.js';

const DETAILS_EVERY = 2000;
const REFUSED_FOR = 10000;
const place = document.getElementById('page');

const rows = new Map();
const view = {search: '', severities: new Set(), sort: 'state', turned: false, shown: SHOWN_FIRST, selected: null};
let head = null;
let clock = 0;
let isLive = false;
let known = [];
let replica = null;
let trouble = '';
let asked = {};
let isDrawn = true;

/** Changes what is shown, and shows it before the next frame. */
function change(edit) {
  edit();
  if (!isDrawn) return;
  isDrawn = false;
  requestAnimationFrame(() => {
    isDrawn = true;
    draw();
  });
}

/** The gateway's own moment: a browser's clock may be anything. */
const now = () => Date.now() + clock;

function draw() {
  if (head === null) return;
  place.querySelector('.waiting')?.remove();
  const all = chosen(rows, view);
  render(html`
    <header class="top">
      <h1>Promferry</h1>
      <p class="quiet">${head.replica} · ${head.version} · up ${age(head.started, now()).replace(' ago', '')} ·
        <span class=${isLive ? 'live' : 'lost'} role="status">${isLive ? 'live' : 'connection lost, trying again'}</span></p>
    </header>
    ${source(head.source)}
    <main class=${view.selected === null ? '' : 'split'}>
      <div class="fleet">
        ${replicas(head.replicas, now())}
        <section aria-labelledby="stores"><h2 id="stores">Central stores</h2>
          <ul class="stores">${head.upstreams.map(store)}</ul></section>
        <section aria-labelledby="tenants"><h2 id="tenants" tabindex="-1">Tenants</h2>
          <div class="filters">${counts(rows, view, change)}
            <label class="search">Search <input type="search" id="search" autocomplete="off" spellcheck="false"
              placeholder="tenant, VPC or words of a verdict  ( / )" .value=${view.search}
              @input=${(event) => change(() => { view.search = event.target.value; view.shown = SHOWN_FIRST; })}></label></div>
          ${rows.size === 0 ? html`<p>There are no tenants. A MetricsTenant object, or an entry in a tenants file, adds one.</p>` : table(all, view, now(), change)}
        </section>
        ${strangers(head.unattributed)}
      </div>
      ${view.selected === null ? nothing : chosenTenant()}
    </main>`, place);
}

function source(from) {
  if (from.loaded && from.problems.length === 0) return nothing;
  return html`<section class="trouble" aria-label="Problems of tenants' entries">
    ${from.loaded ? nothing : html`<p>Tenants are not loaded yet: every write is answered 503 until they are.</p>`}
    <ul>${from.problems.map((problem) => html`<li><code>${problem.entry}</code>: ${problem.text}</li>`)}</ul></section>`;
}

/** Whose they are nobody knows; a tenant whose address it is says so in its verdict. */
function strangers(all) {
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="unattributed"><h2 id="unattributed">Unattributed: refused before it was known who they are</h2>
    <table class="small unattributed"><thead><tr><th scope="col">Address</th><th scope="col">Reason</th><th scope="col">Times</th><th scope="col">Last</th></tr></thead>
    <tbody>${all.map((one) => html`<tr><th scope="row"><code>${one.address}</code></th><td>${strange(one)}</td>
      <td class="number">${one.requests}</td><td class="number">${age(one.lastSeen, now())}</td></tr>`)}</tbody></table></section>`;
}

function strange(one) {
  if (one.stage !== 'handshake') return plain(one.reason);
  return `TLS handshake: ${plain(one.reason)}${one.certificateExpired === null ? '' : ` ${age(one.certificateExpired, now())}`}`;
}

function store(upstream) {
  return html`<li class="store ${upstream.state}"><strong>${upstream.name}</strong>
    <span class="mark ${upstream.state === 'up' ? 'ok' : upstream.state === 'down' ? 'failing' : 'unknown'}">${upstream.state}</span>
    <span class="quiet">${upstream.required ? 'required' : 'optional'} · takes ${upstream.takes.join(', ') || 'nothing yet'} ·
      ${upstream.inFlight} of ${upstream.concurrencyLimit} in flight · ${latency(upstream.latency)} · last success ${age(upstream.lastSuccess, now())}</span>
    ${upstream.text === '' ? nothing : html`<p>${upstream.text}</p>`}
    ${(upstream.replicas ?? []).length === 0 ? nothing : html`<p class="quiet">${upstream.replicas.map((one) => `${one.name}: ${one.state}`).join(' · ')}</p>`}</li>`;
}

/** Of the last minute or two. */
function latency(lately) {
  if (lately === null) return 'no answer lately';
  return `answers in ${time(lately.medianSeconds)}, 99 % within ${time(lately.p99Seconds)}`;
}

function chosenTenant() {
  if (trouble !== '') return html`<section class="details"><p role="alert">${trouble}</p></section>`;
  const shown = pick(known, replica);
  return shown < 0 ? html`<section class="details"><p class="quiet">Asking …</p></section>` : details(known[shown].tenant, now(), {
    close, asked, ask: explain, replicas: chooser(known, shown, (i) => change(() => { replica = i; })),
  });
}

function close() {
  const link = place.querySelector('tr[aria-current] a');
  history.replaceState(null, '', location.pathname);
  select();
  link?.focus();
}

/** Follows the address: #tenant/vpc. */
function select() {
  if (location.hash === '#tenants') return;
  const parts = location.hash.slice(1).split('/');
  change(() => {
    view.selected = parts.length === 2 ? location.hash.slice(1) : null;
    known = [];
    replica = null;
    trouble = '';
    asked = {};
  });
  if (parts.length === 2) ask(true);
}

async function ask(isFirst) {
  const key = view.selected;
  if (key === null) return;
  try {
    const parameters = query(key);
    const answer = await fetch(`api/v1/fleet/tenant?${parameters}`);
    const all = answer.ok ? (await answer.json()).replicas : null;
    if (view.selected !== key) return;
    change(() => {
      known = all ?? [];
      trouble = all === null ? `The gateway answered ${answer.status}.` : pick(all, null) < 0 ? `There is no tenant ${parameters.get('tenant')} in ${parameters.get('vpc')}.` : '';
    });
    if (isFirst) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('of-tenant')?.focus()));
  } catch {
    change(() => { trouble = known.length === 0 ? 'The gateway does not answer.' : ''; });
  }
}

/** Asks what becomes of a series of the tenant that is shown. */
async function explain(series) {
  const key = view.selected;
  const answer = await fetch(`api/v1/explain?${query(key)}`, {method: 'POST', body: series}).catch(() => null);
  const told = answer?.ok ? {answer: await answer.json()} : {problem: answer === null ? 'The gateway does not answer.' : await answer.text()};
  if (view.selected === key) change(() => { asked = told; });
}

/** The tenant that an address of the page names, as parameters of a request. */
function query(key) {
  const [tenant, vpc] = key.split('/').map(decodeURIComponent);
  return new URLSearchParams({tenant, vpc});
}

function take(told) {
  head = told.head;
  clock = millis(head.now) - Date.now();
  for (const row of told.rows) rows.set(keyOf(row.tenant, row.vpc), row);
  for (const [name, vpc] of told.gone) rows.delete(keyOf(name, vpc));
  isLive = true;
}

/** A browser comes back by itself unless it was refused, as it is where too many pages are open. */
function listen() {
  const feed = new EventSource('api/v1/fleet');
  feed.addEventListener('all', (event) => change(() => {
    rows.clear();
    take(JSON.parse(event.data));
  }));
  feed.addEventListener('change', (event) => change(() => take(JSON.parse(event.data))));
  feed.addEventListener('error', () => {
    change(() => { isLive = false; });
    if (feed.readyState === EventSource.CLOSED) setTimeout(listen, REFUSED_FOR);
  });
}

addEventListener('hashchange', select);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && view.selected !== null) close();
  if (event.key === '/' && !event.target.matches('input')) {
    event.preventDefault();
    document.getElementById('search')?.focus();
  }
});
setInterval(() => ask(false), DETAILS_EVERY);
select();
listen();
