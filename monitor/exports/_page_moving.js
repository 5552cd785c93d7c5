// What the mouse and the keys do: reading at the cursor, moving, marks and entries. The last part.

// --- reading at the cursor ----------------------------------------------------------------------

function read() {
  if (cursor === null) return reading.replaceChildren();
  reading.replaceChildren();
  tell("", [clock(cursor), fromStart(cursor)].filter(Boolean).join(" · "));
  const pressure = last(data.pressures.filter((one) => one.values[0] !== null), (one) => one.t);
  const name = words.pressure.split(", ")[0];
  tell(name, pressure && pressureSaid(pressure), pressure && ago(pressure.t));
  for (const trace of data.traces) {
    const found = valueAt(trace, cursor);
    const unit = words[`lane.${trace.id}`].split(", ")[1];
    const name = found ? words[found.vital] : words[`lane.${trace.id}`].split(", ")[0];
    tell(name, found && `${number.format(found.value)} ${unit}`);
  }
  for (const score of data.scores) {
    const found = last(score.points, ([t]) => t);
    if (found) tell(score.label, orDash(found[1]), ago(found[0]));
  }
  const pump = data.pump.find((one) => one.from <= cursor && cursor < one.to);
  if (pump) tell("", rateSaid(pump.rate));
  for (const one of data.alarms) {
    if (one.bars.some((bar) => bar.from <= cursor && cursor <= bar.to)) tell("", `▲ ${one.text}`);
  }
}

function tell(name, value, beside = "") {
  const made = document.createElement("span");
  if (name) made.append(`${name[0].toUpperCase()}${name.slice(1)} `);
  const bold = document.createElement(value ? "b" : "span");
  bold.textContent = value || words.not_measured;
  if (!value) bold.className = "none";
  made.append(bold);
  if (beside) made.append(` ${beside}`);
  reading.append(made);
}

const orDash = (value) => (value === null ? "–" : number.format(value));
const last = (list, when) => list.filter((one) => when(one) <= cursor).pop();
const ago = (t) => (cursor - t < 1000 ? "" : fill(words.ago, { ago: span(cursor - t) }));

function pressureSaid(one) {
  const [systolic, diastolic] = one.values.map(orDash);
  const mean = one.values[2] === null ? "" : ` (${number.format(one.values[2])})`;
  const source = one.manual ? `, ${words.manual}` : "";
  const doubt = one.doubt ? `, ${words[`doubt.${one.doubt}`]}` : source;
  return `${systolic}/${diastolic}${mean} mmHg${doubt}`;
}

// What was measured in that very second; nothing is carried on.
function valueAt(trace, t) {
  for (const [first, vital, values] of trace.runs) {
    const at = Math.floor((t - first) / 1000);
    if (at >= 0 && at < values.length) return { vital, value: values[at] };
  }
  return null;
}

// --- moving -------------------------------------------------------------------------------------

function look(since, until) {
  const wide = Math.min(Math.max(until - since, SHORTEST_MS), data.end);
  from = Math.min(Math.max(since, 0), data.end - wide);
  to = from + wide;
  redraw();
}

function zoom(by, t = cursor !== null && seen(cursor) ? cursor : (from + to) / 2) {
  look(t - (t - from) * by, t + (to - t) * by);
}

const move = (share) => look(from + (to - from) * share, to + (to - from) * share);

function point(t) {
  cursor = Math.min(Math.max(t, 0), data.end);
  if (!seen(cursor)) look(cursor - (to - from) / 2, cursor + (to - from) / 2);
  redraw(drawOver);
}

const acts = {
  in: () => zoom(0.5), out: () => zoom(2), all: () => look(0, data.end),
  earlier: () => move(-0.5), later: () => move(0.5),
};
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => acts[button.dataset.do]());
}

const keys = {
  "+": acts.in, "=": acts.in, "-": acts.out, "−": acts.out, 0: acts.all,
  PageUp: acts.earlier, PageDown: acts.later, Home: () => point(0), End: () => point(data.end),
  ArrowLeft: (event) => point((cursor ?? data.zero) - (event.shiftKey ? 60000 : 1000)),
  ArrowRight: (event) => point((cursor ?? data.zero) + (event.shiftKey ? 60000 : 1000)),
  Enter: () => pick(nearest(cursor ?? 0), true),
};
paper.addEventListener("keydown", (event) => {
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(event);
});

const px = (event) =>
  ((event.clientX - paper.getBoundingClientRect().left) / paper.clientWidth) * width;

paper.addEventListener("wheel", (event) => {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  // Where there is nothing more to show, the page scrolls.
  if (event.deltaY > 0 && !sideways && to - from >= data.end) return;
  event.preventDefault();
  if (sideways) move(Math.sign(sideways) * 0.1);
  else zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(px(event)));
}, { passive: false });

paper.addEventListener("pointerdown", (event) => {
  if (event.button === 0) dragged = px(event);
});
paper.addEventListener("pointermove", (event) => {
  const at = px(event);
  reached = dragged !== null && Math.abs(at - dragged) >= 8 ? at : null;
  if (at >= GUTTER) point(Math.min(Math.max(timeAt(at), from), to));
});
window.addEventListener("pointerup", () => {
  const between = [dragged, reached];
  dragged = reached = null;
  if (!between.includes(null)) look(...between.map(timeAt).sort((a, b) => a - b));
});
paper.addEventListener("pointercancel", () => {
  dragged = reached = null;
});
paper.addEventListener("pointerleave", () => {
  if (paper !== document.activeElement) cursor = null;
  redraw(drawOver);
});

// --- marks and entries --------------------------------------------------------------------------

const shown = () => rows.filter((row) => !row.hidden);
const nearest = (t) =>
  shown().reduce((best, row) => (away(row, t) < away(best, t) ? row : best), shown()[0]);
const away = (row, t) => Math.abs(Number(row.dataset.t) - t);

function pick(row, scroll) {
  if (!row) return;
  if (picked) {
    picked.classList.remove("here");
    picked.tabIndex = -1;
  }
  picked = row;
  row.classList.add("here");
  row.tabIndex = 0;
  if (scroll) row.scrollIntoView({ block: "nearest" });
  if (scroll) row.focus({ preventScroll: true });
  point(Number(row.dataset.t));
}

paper.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-seq]");
  const row = hit && rowOf.get(hit.dataset.seq);
  if (!row) return;
  if (row.hidden) search("");
  pick(row, true);
});

const table = document.getElementById("entries");
table.classList.add("linked");
table.addEventListener("click", (event) => pick(event.target.closest("tr[data-t]"), false));
table.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !picked) return;
  event.preventDefault();
  const list = shown();
  pick(list[Math.min(Math.max(list.indexOf(picked) + step, 0), list.length - 1)], true);
});
table.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-t]");
  if (row && row !== picked) pick(row, false);
});
if (rows.length) rows[0].tabIndex = 0;

const filter = document.getElementById("filter");
function search(text) {
  filter.value = text;
  const wanted = text.toLocaleLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
  const of = { shown: shown().length, all: rows.length };
  document.getElementById("count").textContent = fill(words.shown, of);
}
filter.addEventListener("input", () => search(filter.value));
filter.hidden = false;
search("");

document.getElementById("chart").hidden = false;
new ResizeObserver(() => redraw()).observe(paper);
window.addEventListener("beforeprint", draw);
draw();
