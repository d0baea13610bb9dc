// Everything that is known of one tenant.
import {html, nothing, svg} from './lib/lit-html.js';
import {explainer} from './explain.js';
import {age, counted, millis, plain, short, whole} from './words.js';

const BAR = 9;
const HEIGHT = 90;

/** What the gateway has told of a tenant, and what it has been asked of it. */
export function details(tenant, now, {close, asked, ask, replicas}) {
  return html`<section class="details" aria-labelledby="of-tenant">
    <header><h2 id="of-tenant" tabindex="-1">${tenant.tenant} <span class="quiet">in ${tenant.vpc}</span></h2>
      <button type="button" class="close" @click=${close}>Close</button></header>
    ${replicas}
    <p class="verdict ${tenant.verdict.severity}"><span class="mark ${tenant.verdict.severity}">${tenant.verdict.severity}</span>
      ${tenant.verdict.text}</p>
    ${numbers(tenant, now)}
    ${lastHour(tenant.lastHour ?? [])}
    ${refusals(tenant, now)}
    ${limits(tenant)}
    ${series(tenant)}
    ${sources(tenant, now)}
    ${credentials(tenant, now)}
    ${discovery(tenant.discovery)}
    ${explainer(asked, ask)}
  </section>`;
}

function numbers(tenant, now) {
  const facts = [
    ['Samples per second', short(tenant.recent.samplesPerSecond)],
    ['Newest sample', age(tenant.lastSample, now)],
    ['Last write', tenant.lastWrite === null ? 'none' : `${age(tenant.lastWrite.time, now)}, ${plain(tenant.lastWrite.outcome)}`],
    ['Last accepted', age(tenant.lastAccepted, now)],
    ['Known for', age(tenant.knownSince, now)],
    ['Samples in all', short(tenant.total.samples + tenant.total.histograms)],
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A bar for each minute: samples that were accepted, and below them writes that were refused. */
function lastHour(minutes) {
  if (minutes.length === 0) return nothing;
  const most = Math.max(1, ...minutes.map((minute) => minute.samples));
  const mostRefused = Math.max(1, ...minutes.map((minute) => minute.refusedWrites));
  const bars = minutes.map((minute, i) => {
    const up = (minute.samples / most) * HEIGHT;
    const down = minute.refusedWrites === 0 ? 0 : 4 + (minute.refusedWrites / mostRefused) * (HEIGHT / 3 - 4);
    const ago = minutes.length - 1 - i;
    return svg`<g><title>${ago === 0 ? 'this minute' : `${ago} min ago`}: ${counted(minute.samples, 'sample')}, ${counted(minute.refusedWrites, 'write')} refused</title>
      <rect class="hit" x=${i * BAR} y="0" width=${BAR} height=${HEIGHT * 4 / 3}></rect>
      <rect class="accepted" x=${i * BAR + 1} y=${HEIGHT - up} width=${BAR - 2} height=${up}></rect>
      <rect class="refused" x=${i * BAR + 1} y=${HEIGHT + 1} width=${BAR - 2} height=${down}></rect></g>`;
  });
  const samples = minutes.reduce((sum, minute) => sum + minute.samples, 0);
  const refused = minutes.reduce((sum, minute) => sum + minute.refusedWrites, 0);
  return html`<figure><figcaption>Last hour, by minute: ${counted(samples, 'sample')} accepted, ${counted(refused, 'write')} refused;
    at most ${counted(most, 'sample')} in a minute</figcaption>
    <svg viewBox="0 0 ${minutes.length * BAR} ${HEIGHT * 4 / 3 + 2}" role="img" aria-label="Samples accepted and writes refused in each minute of the last hour">${bars}</svg></figure>`;
}

function refusals(tenant, now) {
  const reasons = [
    ...Object.entries(tenant.recent.writes).filter(([outcome]) => outcome !== 'accepted').map(([outcome, count]) => [plain(outcome), counted(count, 'write')]),
    ...Object.entries(tenant.recent.seriesRefused).map(([reason, count]) => [plain(reason), counted(count, 'series', 'series')]),
  ];
  if (reasons.length === 0 && tenant.lastRefusal === null) return nothing;
  return html`<h3>Refused</h3>
    ${reasons.length === 0 ? html`<p class="quiet">Nothing in the last five minutes.</p>` : html`<table class="small">
      <caption class="quiet">In the last five minutes</caption>
      <tbody>${reasons.map(([reason, count]) => html`<tr><th scope="row">${reason}</th><td class="number">${count}</td></tr>`)}</tbody></table>`}
    ${tenant.lastRefusal === null ? nothing : html`<p>Last ${age(tenant.lastRefusal.time, now)}, ${plain(tenant.lastRefusal.outcome)}${tenant.lastRefusal.status === null ? '' : `, answered ${tenant.lastRefusal.status}`}:</p>
      <pre class="quote">${tenant.lastRefusal.text || '(no text)'}</pre>`}`;
}

function limits(tenant) {
  if (tenant.limits.length === 0) return nothing;
  return html`<h3>Limits</h3><table class="small"><tbody>${tenant.limits.map((limit) => html`<tr><th scope="row">${plain(limit.limit)}</th>
    <td><meter min="0" max=${limit.of} high=${0.8 * limit.of} optimum="0" value=${Math.min(limit.of, limit.used)}></meter></td>
    <td class="number">${short(limit.used)} of ${short(limit.of)}</td></tr>`)}</tbody></table>`;
}

function series(tenant) {
  if (tenant.activeSeries === null) return nothing;
  return html`<h3>Active series: ${whole(tenant.activeSeries)}</h3>
    <table class="small"><tbody>${tenant.topMetrics.map((metric) => html`<tr><th scope="row"><code>${metric.name}</code></th>
      <td class="number">${whole(metric.series)}</td></tr>`)}</tbody></table>`;
}

function sources(tenant, now) {
  if (tenant.sources.length === 0 && tenant.expectedSources.length === 0) return nothing;
  return html`<h3>Addresses</h3>
    ${tenant.expectedSources.length === 0 ? nothing : html`<p class="quiet">Expected: ${tenant.expectedSources.join(', ')}</p>`}<table class="small"><tbody>${tenant.sources.map((source) => html`<tr>
    <th scope="row"><code>${source.address}</code></th><td>${source.expected ? 'expected' : html`<strong class="bad">not expected</strong>`}</td>
    <td class="number">${age(source.lastSeen, now)}</td></tr>`)}</tbody></table>`;
}

function credentials(tenant, now) {
  return html`<h3>Credentials</h3><table class="small"><tbody>${tenant.credentials.map((credential) => html`<tr>
    <th scope="row">${plain(credential.kind)}</th><td><code>${credential.id}</code></td>
    <td class="number">${millis(credential.lastUsed) === null ? 'not used' : age(credential.lastUsed, now)}</td></tr>`)}</tbody></table>`;
}

function discovery(targets) {
  if (targets === null) return nothing;
  return html`<h3>Discovery: ${whole(targets.targets)} targets</h3>
    <p class="quiet">${targets.namespaces.join(', ') || 'no namespace'}</p>
    ${targets.leftOut.length === 0 ? nothing : html`<p>${whole(targets.leftOutTotal)} left out:</p>
      <ul>${targets.leftOut.map((left) => html`<li><code>${left.object}</code>: ${left.text}</li>`)}</ul>`}`;
}
