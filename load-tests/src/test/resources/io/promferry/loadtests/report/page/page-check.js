// Everything about the page in view that a person would complain of, as a list of words.
(() => {
  const problems = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) problems.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${wide}`);

  const outOfSight = (element) =>
    element.closest('script, style, .skip, .tip, [hidden]') || getComputedStyle(element).visibility === 'hidden'
    || [...ancestors(element)].some((one) => getComputedStyle(one).clipPath !== 'none' || getComputedStyle(one).display === 'none');

  function* ancestors(element) {
    for (let one = element; one; one = one.parentElement) yield one;
  }

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || outOfSight(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 0) texts.push({ node, box, words: node.data.trim().slice(0, 60) });
    }
  }
  if (texts.length === 0) problems.push('no text is to be seen');

  for (const { node, box, words } of texts) {
    if (box.left < -0.5 || box.right > wide + 0.5) problems.push(`"${words}" leaves the window: ${box.left} to ${box.right} of ${wide}`);
    for (const one of ancestors(node.parentElement)) {
      if (one === document.documentElement || getComputedStyle(one).overflowX === 'visible') continue;
      const around = one.getBoundingClientRect();
      if (box.left < around.left - 1 || box.right > around.right + 1) problems.push(`"${words}" is cut off`);
    }
    const figure = node.parentElement.closest('figure')?.getBoundingClientRect();
    if (figure && (box.left < figure.left || box.right > figure.right || box.bottom > figure.bottom + 1)) problems.push(`"${words}" leaves its chart`);
  }

  texts.sort((a, b) => a.box.top - b.box.top);
  texts.forEach((one, index) => {
    for (let next = index + 1; next < texts.length && texts[next].box.top < one.box.bottom - 2; next++) {
      const other = texts[next];
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (other.node !== one.node && across > 1 && down > 2) problems.push(`"${one.words}" and "${other.words}" overlap`);
    }
  });

  const parse = (colour) => (colour.match(/[\d.]+/g) ?? ['0', '0', '0', '0']).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const ground = (element) => {
    for (const one of ancestors(element)) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if ((colour[3] ?? 1) > 0) return colour;
    }
    return parse(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? '0,0,0' : '255,255,255');
  };
  const need = (element, colour, ratio, words) => {
    const found = contrast(parse(colour), ground(element));
    if (found < ratio) problems.push(`${words} has a contrast of ${found.toFixed(2)}: ${colour} on ${ground(element)}`);
  };
  for (const { node, words } of texts) {
    const style = getComputedStyle(node.parentElement);
    need(node.parentElement, node.parentElement.closest('svg') ? style.fill : style.color, 4.5, `"${words}"`);
  }
  for (const mark of document.querySelectorAll('polyline, .bar, .p50, .most, .reference')) need(mark, getComputedStyle(mark).stroke, 3, `a mark ${mark.getAttribute('class')}`);

  for (const chart of document.querySelectorAll('figure.chart')) {
    const title = chart.querySelector('figcaption').textContent;
    const drawings = [...chart.querySelectorAll('.track[height]:not(.key *), .canvas, .axis')].filter((svg) => !svg.closest('.key'));
    if (drawings.length === 0) problems.push(`the chart "${title}" is empty`);
    for (const svg of drawings) {
      const box = svg.getBoundingClientRect();
      if (box.width < 200 || box.height < 20) problems.push(`the chart "${title}" has a drawing of ${box.width} by ${box.height}`);
    }
    for (const line of chart.querySelectorAll('polyline')) {
      if (line.getBoundingClientRect().width < 150) problems.push(`a line of the chart "${title}" is not to be seen`);
    }
  }
  return problems;
})()
