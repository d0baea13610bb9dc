// What becomes of a series, step by step.
import {html, nothing} from './lib/lit-html.js';

/** A form that asks, and the last answer: {text, answer, problem}. */
export function explainer(asked, ask) {
  const submit = (event) => {
    event.preventDefault();
    ask(event.target.elements.series.value);
  };
  return html`<h3 id="explain">What becomes of a series?</h3>
    <form class="explain" aria-labelledby="explain" @submit=${submit}>
      <textarea name="series" rows="2" spellcheck="false" aria-label="A series" required
        placeholder='http_requests_total{job="web", tenant="forged"}'></textarea>
      <button type="submit">Explain</button>
    </form>
    <div aria-live="polite">${asked.problem ? html`<p class="bad">${asked.problem}</p>` : nothing}
      ${asked.answer ? html`<p class="outcome"><strong class=${asked.answer.forwarded ? 'live' : 'bad'}>${asked.answer.outcome}</strong></p>
        <ol class="steps">${asked.answer.steps.map((step, i) => one(step, i === 0 ? null : asked.answer.steps[i - 1]))}</ol>` : nothing}</div>`;
}

function one(step, before) {
  const names = Object.keys(step.labels);
  const gone = before === null ? [] : Object.keys(before.labels).filter((name) => !(name in step.labels));
  const isChanged = before !== null && (gone.length > 0 || names.some((name) => step.labels[name] !== before.labels[name]));
  return html`<li><span>${step.what}</span>${step.rule === null ? nothing : html` <code>${step.rule}</code>`}
    ${before !== null && !isChanged ? html`<p class="quiet">changes nothing</p>` : html`<ul class="labels">
      ${names.map((name) => html`<li class=${before === null || before.labels[name] === step.labels[name] ? '' : 'new'}><code>${name}="${step.labels[name]}"</code></li>`)}
      ${gone.map((name) => html`<li class="gone"><del><code>${name}="${before.labels[name]}"</code></del></li>`)}</ul>`}</li>`;
}
