// The gateway's replicas: which of them there are, and what each knows of one tenant.
import {html, nothing} from './lib/lit-html.js';
import {age, millis} from './words.js';

const JUST_STARTED = 5 * 60000;

/** All of them; nothing where there is only one. */
export function replicas(all, now) {
  if (all.length === 0) return nothing;
  const unreached = all.filter((replica) => !replica.reached).length;
  return html`<section aria-labelledby="replicas"><h2 id="replicas">Replicas${unreached === 0 ? nothing : html`
      <span class="mark failing">${unreached} of ${all.length} cannot be reached</span>`}</h2>
    <ul class="stores">${all.map((replica) => card(replica, now))}</ul></section>`;
}

function card(replica, now) {
  const state = !replica.reached ? 'failing' : isYoung(replica, now) || !replica.loaded ? 'unknown' : 'ok';
  return html`<li class="store ${replica.reached ? '' : 'down'}"><strong>${replica.name}</strong>
    <span class="mark ${state}">${!replica.reached ? 'cannot be reached' : isYoung(replica, now) ? 'just started' : 'reachable'}</span>
    <span class="quiet">${replica.address === undefined ? 'this one' : replica.address}${replica.version === undefined ? nothing : ` · ${replica.version}`}${
      replica.reached ? ` · up ${age(replica.started, now).replace(' ago', '')}` : ` · since ${age(replica.since, now)}`}${
      replica.loaded === false ? ' · tenants not loaded' : nothing}</span>
    ${replica.problem ? html`<p>${replica.problem}</p>` : nothing}</li>`;
}

const isYoung = (replica, now) => now - millis(replica.started) < JUST_STARTED;

/** What of a tenant is shown: that of the replica asked for, else of the one that had a write last. */
export function pick(told, index) {
  if (index !== null && told[index]?.tenant) return index;
  let best = -1;
  told.forEach((one, i) => {
    if (one.tenant && (best < 0 || lastWrite(one) > lastWrite(told[best]))) best = i;
  });
  return best;
}

const lastWrite = (one) => millis(one.tenant.lastWrite?.time) ?? -1;

/** A button for each replica that has told something; nothing where it is the only one. */
export function chooser(told, shown, choose) {
  if (told.length < 2) return nothing;
  return html`<div class="counts" role="group" aria-label="As replicas know it">${told.map((one, i) => html`<button type="button"
    aria-pressed=${String(i === shown)} ?disabled=${one.tenant === null} @click=${() => choose(i)}>${one.replica}:
    ${one.tenant === null ? 'not loaded' : one.tenant.verdict.code.replace(/_/g, ' ')}</button>`)}</div>`;
}
