// All tenants at a glance: which of them are shown, in which order, and how.
import {html, nothing} from './lib/lit-html.js';
import {repeat} from './lib/directives/repeat.js';
import {age, plain, short} from './words.js';

export const SEVERITIES = ['failing', 'warning', 'unknown', 'ok'];

export const SHOWN_FIRST = 200;
const rank = new Map(SEVERITIES.map((severity, i) => [severity, i]));
const byName = (a, b) => a.tenant.localeCompare(b.tenant) || a.vpc.localeCompare(b.vpc);
const number = (value) => value ?? -Infinity;

// How each column sorts when it is first chosen.
const COLUMNS = [
  {id: 'state', title: 'State', order: (a, b) => rank.get(a.severity) - rank.get(b.severity)},
  {id: 'tenant', title: 'Tenant', order: byName},
  {id: 'vpc', title: 'VPC', order: (a, b) => a.vpc.localeCompare(b.vpc) || byName(a, b)},
  {id: 'rate', title: 'Samples/s', order: (a, b) => b.rate - a.rate},
  {id: 'refused', title: 'Refused', order: (a, b) => b.refused - a.refused},
  {id: 'sample', title: 'Last sample', order: (a, b) => number(a.lastSample) - number(b.lastSample)},
  {id: 'limit', title: 'Limit', order: (a, b) => number(b.limitPart) - number(a.limitPart)},
];

export const keyOf = (tenant, vpc) => `${encodeURIComponent(tenant)}/${encodeURIComponent(vpc)}`;

/** Those that the filters let through, in order. */
export function chosen(rows, view) {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const column = COLUMNS.find(({id}) => id === view.sort);
  const sign = view.turned ? -1 : 1;
  return [...rows.values()]
    .filter((row) => view.severities.size === 0 || view.severities.has(row.severity))
    .filter((row) => words.every((word) => textOf(row).includes(word)))
    .sort((a, b) => sign * column.order(a, b) || byName(a, b));
}

const textOf = (row) => `${row.tenant} ${row.vpc} ${row.code} ${plain(row.code)} ${row.text ?? ''}`.toLowerCase();

/** Counts by severity, which are filters too. */
export function counts(rows, view, change) {
  const count = new Map(SEVERITIES.map((severity) => [severity, 0]));
  for (const row of rows.values()) count.set(row.severity, count.get(row.severity) + 1);
  const toggle = (severity) => change(() => {
    if (!view.severities.delete(severity)) view.severities.add(severity);
  });
  return html`<div class="counts" role="group" aria-label="Show only">
    ${SEVERITIES.map((severity) => html`<button type="button" class="count ${severity}"
      aria-pressed=${String(view.severities.has(severity))} @click=${() => toggle(severity)}>
      <strong>${count.get(severity)}</strong> ${severity}</button>`)}
  </div>`;
}

/** The table of those tenants. */
export function table(rows, view, now, change) {
  const shown = rows.slice(0, view.shown);
  return html`<table>
    <caption class="quiet">${rows.length === 1 ? '1 tenant' : `${rows.length} tenants`}</caption>
    <thead><tr>${COLUMNS.map((column) => heading(column, view, change))}</tr></thead>
    <tbody>${repeat(shown, (row) => keyOf(row.tenant, row.vpc), (row) => line(row, view, now))}</tbody>
  </table>
  ${rows.length > shown.length
    ? html`<button type="button" class="more" @click=${() => change(() => { view.shown += SHOWN_FIRST; })}>
        ${Math.min(SHOWN_FIRST, rows.length - shown.length)} more of ${rows.length}</button>`
    : nothing}`;
}

function heading(column, view, change) {
  const isSorted = view.sort === column.id;
  const sort = isSorted ? (view.turned ? 'descending' : 'ascending') : 'none';
  return html`<th scope="col" class=${column.id} aria-sort=${sort}><button type="button" @click=${() => change(() => {
    view.turned = isSorted && !view.turned;
    view.sort = column.id;
  })}>${column.title}</button></th>`;
}

function line(row, view, now) {
  const key = keyOf(row.tenant, row.vpc);
  return html`<tr class=${row.severity} aria-current=${view.selected === key ? 'true' : nothing}>
    <td class="state"><span class="mark ${row.severity}">${row.severity}</span>
      <span class="text">${row.text ?? plain(row.code)}</span></td>
    <th scope="row" class="tenant"><a href="#${key}">${row.tenant}</a></th>
    <td class="vpc">${row.vpc}</td>
    <td class="rate">${short(row.rate)}</td>
    <td class="refused">${row.refused === 0 ? html`<span class="quiet">0</span>` : short(row.refused)}</td>
    <td class="sample">${age(row.lastSample, now)}</td>
    <td class="limit">${row.limitPart === undefined ? nothing : html`<meter min="0" max="1" high="0.8" optimum="0"
      value=${Math.min(1, row.limitPart)} title=${row.limit}>${Math.round(row.limitPart * 100)} %</meter>`}</td>
  </tr>`;
}
