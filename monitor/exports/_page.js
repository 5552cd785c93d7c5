// The exported page's chart: state, times, SVG, and the whole drawing. The first of three parts of
// one module. What a person typed is put in as text, never as HTML.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const paper = document.getElementById("paper");
const reading = document.getElementById("reading");
const rows = [...document.querySelectorAll("#entries tbody tr")];
const rowOf = new Map(rows.map((row) => [row.dataset.seq, row]));
const GUTTER = 156, RIGHT = 24, SHORTEST_MS = 60000;
const number = new Intl.NumberFormat(words.language, { maximumFractionDigits: 2 });

let from = 0, to = data.end; // the stretch in sight, session ms
let cursor = null; // what is read, session ms
let picked = null; // the entry pointed out: its row
let width = 1000;
let over = null; // the layer above the chart
let dragged = null, reached = null; // the stretch being picked, in the chart's pixels

// --- times and words ----------------------------------------------------------------------------

const two = (value) => String(value).padStart(2, "0");
const fill = (words, blanks) => words.replace(/\{(\w+)\}/g, (all, name) => blanks[name] ?? all);

function span(ms) {
  const all = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(all / 3600), minutes = Math.floor(all / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(all % 60)}`;
}

const fromStart = (t) => (t < data.zero ? "−" : "+") + span(t - data.zero);

function secondOfDay(t) {
  const known = data.clock.filter(([since]) => since <= Math.max(t, 0)).pop();
  return known && (((known[1] + Math.floor((t - known[0]) / 1000)) % 86400) + 86400) % 86400;
}

function clock(t) {
  const at = secondOfDay(t);
  if (at === undefined) return "";
  return `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`;
}

// --- SVG ----------------------------------------------------------------------------------------

const x = (t) => GUTTER + ((t - from) / (to - from)) * (width - GUTTER - RIGHT);
const timeAt = (px) => from + ((px - GUTTER) / (width - GUTTER - RIGHT)) * (to - from);
const seen = (since, until = since) => until >= from && since <= to;

function add(parent, name, of = {}, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(of)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  parent.append(made);
  return made;
}

function box(parent, since, until, y, height, of) {
  const left = Math.max(x(since), GUTTER), right = Math.min(x(until), width - RIGHT);
  const wide = Math.max(right - left, of.least ?? 0);
  const { least, ...rest } = of;
  return add(parent, "rect", { x: left, y, width: wide, height, ...rest });
}

function mark(parent, t, seq, name) {
  const made = add(parent, "g", { class: name, "data-t": t });
  if (seq !== null) made.dataset.seq = seq;
  return made;
}

// --- the whole ----------------------------------------------------------------------------------

function lanes() {
  const traces = data.traces.map((trace) => ({
    label: words[`lane.${trace.id}`], height: trace.id === "rate" ? 92 : 74, draw: drawTrace, trace,
  }));
  const scores = data.scores.map((score) => ({
    label: score.label, height: 54, draw: drawScores, score,
  }));
  const all = [
    { label: words.pressure, height: 250, draw: drawPressure },
    ...traces,
    { label: words.infusion, height: data.given.length ? 46 : 30, draw: drawInfusion },
    ...scores,
    { label: words.alarms, height: 30, draw: drawAlarms },
  ];
  let y = 4;
  for (const lane of all) {
    lane.y = y;
    y += lane.height + 6;
  }
  return [all, y];
}

function ticks() {
  const steps = [10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200, 86400];
  const wanted = ((to - from) / 1000 / (width - GUTTER - RIGHT)) * 76;
  const step = (steps.find((one) => one >= wanted) ?? 86400) * 1000;
  const first = Math.ceil((from - data.zero) / step) * step + data.zero;
  const found = [];
  for (let t = first; t <= to; t += step) found.push(t);
  return [found, step];
}

function drawAxis(svg, bottom) {
  const [found, step] = ticks();
  for (const t of found) {
    const at = Math.round(x(t)) + 0.5;
    add(svg, "path", { class: "grid", d: `M${at} 0V${bottom}` });
    add(svg, "text", { x: at, y: bottom + 15, "text-anchor": "middle" }, tickSaid(t, step));
    const day = step < 60000 ? clock(t) : clock(t).slice(0, 5);
    add(svg, "text", { x: at, y: bottom + 30, "text-anchor": "middle", class: "unit" }, day);
  }
}

function tickSaid(t, step) {
  if (step < 60000) return fromStart(t);
  const minutes = (t - data.zero) / 60000;
  return minutes === 0 ? words.start : (minutes > 0 ? "+" : "−") + Math.abs(minutes);
}

function draw() {
  width = Math.max(paper.clientWidth, 560);
  const [all, bottom] = lanes();
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 36}`);
  const runs = data.pump;
  if (runs.length && seen(runs[0].from, runs[runs.length - 1].to)) {
    box(svg, runs[0].from, runs[runs.length - 1].to, 0, bottom, { class: "shade" });
  }
  drawAxis(svg, bottom);
  for (const lane of all) {
    lane.draw(svg, lane);
    label(svg, lane);
  }
  over = add(svg, "g", { class: "over", "data-bottom": bottom });
  paper.replaceChildren(svg);
  drawOver();
}

// What follows the mouse lies over the chart, which stays: a mark has to be there to be clicked.
function drawOver() {
  over.replaceChildren();
  if (picked) pointer(Number(picked.dataset.t), "picked");
  if (cursor !== null) pointer(cursor, "cursor");
  if (dragged !== null && reached !== null) {
    const left = Math.min(dragged, reached), wide = Math.abs(dragged - reached);
    add(over, "rect", { class: "drag", x: left, y: 0, width: wide, height: over.dataset.bottom });
  }
}

function pointer(t, name) {
  if (seen(t)) add(over, "path", { class: name, d: `M${x(t)} 0V${over.dataset.bottom}` });
}

let waiting = null; // what the next frame has to do
function redraw(what = draw) {
  if (waiting === null) {
    requestAnimationFrame(() => {
      const due = waiting;
      waiting = null;
      due();
      read();
    });
  }
  if (waiting !== draw) waiting = what;
}
