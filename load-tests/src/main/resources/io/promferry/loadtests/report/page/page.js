'use strict';
(() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

  // One tip for each chart, placed by script alone: the page's policy forbids style attributes.
  function tipOf(chart) {
    let tip = chart.querySelector('.tip');
    if (!tip) {
      tip = chart.appendChild(document.createElement('div'));
      tip.className = 'tip';
      tip.setAttribute('role', 'status');
      tip.hidden = true;
    }
    return tip;
  }

  function show(chart, words, x, y) {
    const tip = tipOf(chart);
    tip.textContent = words;
    tip.hidden = false;
    const box = chart.getBoundingClientRect();
    const left = Math.min(Math.max(8, x - box.left - tip.offsetWidth / 2), box.width - tip.offsetWidth - 8);
    const above = y - box.top - tip.offsetHeight - 14;
    tip.style.left = `${left}px`;
    tip.style.top = `${above < 0 ? y - box.top + 18 : above}px`;
  }

  function hide(chart) {
    tipOf(chart).hidden = true;
    chart.querySelectorAll('.pointed').forEach((mark) => mark.classList.remove('pointed'));
    chart.querySelector('.cursor')?.remove();
  }

  // Charts of rows: each mark has its words.
  function marks(chart) {
    const all = [...chart.querySelectorAll('.rows [data-tip]')];
    let at = -1;
    const point = (index) => {
      hide(chart);
      at = (index + all.length) % all.length;
      all[at].classList.add('pointed');
      const box = all[at].getBoundingClientRect();
      show(chart, all[at].dataset.tip, all[at].matches('rect') ? box.right : box.left + box.width / 2, box.top);
    };
    chart.querySelector('.rows').addEventListener('pointermove', (event) => {
      const near = nearest(all, event);
      if (near < 0) hide(chart);
      else point(near);
    });
    return { forward: () => point(at + 1), back: () => point(at < 0 ? -1 : at - 1) };
  }

  // The mark at the pointer, or the next one in the same row: dots are small for fingers.
  function nearest(all, event) {
    const track = event.target.closest('.row')?.querySelector('.track');
    let best = -1, least = 24;
    all.forEach((mark, index) => {
      if (!track?.contains(mark)) return;
      const box = mark.getBoundingClientRect();
      const from = mark.matches('rect') ? box.right : box.left;
      const away = Math.max(0, from - event.clientX, event.clientX - box.right);
      if (away < least) { least = away; best = index; }
    });
    if (best < 0 && event.target.dataset?.tip) best = all.indexOf(event.target);
    return best;
  }

  // Charts over time: an upright line at one moment, and what each line is there.
  function moments(chart) {
    const canvas = chart.querySelector('.canvas');
    const across = Number(chart.dataset.across);
    const lines = [...chart.querySelectorAll('polyline')].map((line) => ({
      name: line.dataset.name,
      x: line.dataset.x.split(' ').map(Number),
      y: line.dataset.y.split(' ').map(Number),
    }));
    const xs = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
    let at = -1;
    const index = (all, x) => all.reduce((best, one, i) => (Math.abs(one - x) < Math.abs(all[best] - x) ? i : best), 0);
    const point = (i) => {
      if (xs.length === 0) return;
      hide(chart);
      at = Math.min(Math.max(0, i), xs.length - 1);
      const part = `${(100 * xs[at]) / across}%`;
      const cursor = canvas.appendChild(document.createElementNS(SVG, 'line'));
      cursor.setAttribute('class', 'cursor');
      for (const [name, value] of [['x1', part], ['x2', part], ['y1', '0'], ['y2', '100%']]) cursor.setAttribute(name, value);
      const words = lines
        .filter((line) => line.x.length > 0)
        .map((line) => `${line.name}: ${number.format(line.y[index(line.x, xs[at])])} ${chart.dataset.unit}`);
      const box = canvas.getBoundingClientRect();
      show(chart, [`${number.format(xs[at])} s`, ...words].join('\n'), box.left + (box.width * xs[at]) / across, box.top + 40);
    };
    canvas.parentElement.addEventListener('pointermove', (event) => {
      const box = canvas.getBoundingClientRect();
      point(index(xs, ((event.clientX - box.left) / box.width) * across));
    });
    return { forward: () => point(at + 1), back: () => point(at - 1) };
  }

  for (const chart of document.querySelectorAll('.chart')) {
    const steps = chart.classList.contains('lines') ? moments(chart) : marks(chart);
    chart.addEventListener('pointerleave', () => hide(chart));
    chart.addEventListener('blur', () => hide(chart));
    chart.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowRight' || event.key === 'ArrowDown') steps.forward();
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') steps.back();
      else if (event.key === 'Escape') hide(chart);
      else return;
      event.preventDefault();
    });
  }

  for (const command of document.querySelectorAll('.command')) {
    if (!navigator.clipboard) break;
    const button = document.createElement('button');
    button.className = 'copy';
    button.textContent = 'copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(command.querySelector('code').textContent);
      button.textContent = 'copied';
    });
    command.insertBefore(button, command.querySelector('pre'));
  }
})();
