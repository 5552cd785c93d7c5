// The lanes of the chart: each draws itself between its y and y + height. The second part.

function label(svg, lane) {
  const [name, unit] = lane.label.split(", ");
  const lines = [];
  for (const word of name.split(" ")) {
    const line = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && line.length > 15) lines.push(word);
    else lines[Math.max(lines.length - 1, 0)] = line;
  }
  const high = lines.length * 16 + (unit ? 15 : 0);
  let y = lane.y + Math.min(lane.height / 2 - high / 2, 14) + 13;
  for (const line of lines) {
    add(svg, "text", { x: 2, y, class: "label" }, line);
    y += 16;
  }
  if (unit) add(svg, "text", { x: 2, y: y - 1, class: "unit" }, unit);
}

function scale(svg, lane, low, high, step) {
  const down = (value) => lane.y + 6 + ((high - value) / (high - low)) * (lane.height - 12);
  for (let value = low; value <= high; value += step) {
    const y = Math.round(down(value)) + 0.5;
    add(svg, "path", { class: "grid", d: `M${GUTTER} ${y}H${width - RIGHT}` });
    if (down(value) - down(value + step) > 15) {
      add(svg, "text", { x: GUTTER - 6, y: y + 4, "text-anchor": "end" }, value);
    }
  }
  return down;
}

function drawPressure(svg, lane) {
  const values = data.pressures.flatMap((one) => one.values).filter((value) => value !== null);
  const low = Math.floor(Math.min(40, ...values) / 40) * 40;
  const high = Math.ceil(Math.max(200, ...values) / 40) * 40;
  const down = scale(svg, lane, low, high, 40);
  if (data.baseline) drawBaseline(svg, lane, down);
  for (const one of data.pressures) if (seen(one.t)) drawReading(svg, lane, down, one);
}

function drawBaseline(svg, lane, down) {
  for (const value of data.baseline) {
    const y = Math.round(down(value)) + 0.5;
    const d = `M${GUTTER} ${y}H${width - RIGHT}`;
    add(svg, "path", { class: "grid border", "stroke-dasharray": "5 4", d });
  }
  const said = fill(words.baseline_line, { values: data.baseline.join("/") });
  const of = { x: width - RIGHT - 4, y: down(data.baseline[0]) - 5, "text-anchor": "end" };
  add(svg, "text", { ...of, class: "halo" }, said);
}

function drawReading(svg, lane, down, one) {
  const at = x(one.t), [systolic, diastolic, mean] = one.values;
  const made = mark(svg, one.t, one.seq, "pressure" + (one.doubt ? " doubted" : ""));
  add(made, "rect", { class: "hit", x: at - 9, y: lane.y, width: 18, height: lane.height });
  if (systolic === null || diastolic === null) {
    const y = lane.y + lane.height - 16;
    add(made, "path", { d: `M${at - 5} ${y}l10 10m0 -10l-10 10` });
    return;
  }
  const top = down(systolic), foot = down(diastolic);
  add(made, "path", { class: "stem", d: `M${at} ${top}V${foot}` });
  add(made, "path", { d: `M${at - 6} ${top - 8}L${at} ${top}L${at + 6} ${top - 8}` });
  add(made, "path", { d: `M${at - 6} ${foot + 8}L${at} ${foot}L${at + 6} ${foot + 8}` });
  if (mean !== null) add(made, "path", { class: "mean", d: `M${at - 4} ${down(mean)}h8` });
  if (one.manual) add(made, "rect", { x: at - 3, y: (top + foot) / 2 + 8, width: 6, height: 6 });
}

function drawTrace(svg, lane) {
  const trace = lane.trace;
  const down = scale(svg, lane, trace.low, trace.high, trace.step);
  drawGaps(svg, lane, trace);
  for (const [first, , values] of trace.runs) {
    const last = first + (values.length - 1) * 1000;
    if (!seen(first, last)) continue;
    add(svg, "path", { class: `trace ${trace.id}`, d: line(first, values, down) });
  }
  for (const [t, value, seq] of trace.typed) {
    if (!seen(t)) continue;
    const made = mark(svg, t, seq, "by-hand");
    const of = { x: x(t) - 4, y: down(value) - 4, width: 8, height: 8 };
    add(made, "rect", { class: `typed ${trace.id}`, ...of });
  }
}

// One run without a gap; of many seconds in one pixel the lowest and the highest.
function line(first, values, down) {
  const start = Math.max(0, Math.floor((from - first) / 1000));
  const end = Math.min(values.length, Math.ceil((to - first) / 1000) + 1);
  const per = Math.max(1, Math.floor((to - from) / 1000 / (width - GUTTER - RIGHT)));
  const points = [];
  for (let at = start; at < end; at += per) {
    const some = values.slice(at, Math.min(at + per, end));
    const of = some.length > 1 ? [Math.min(...some), Math.max(...some)] : some;
    const across = x(first + at * 1000).toFixed(1);
    for (const value of of) points.push(`${across} ${down(value).toFixed(1)}`);
  }
  // A second alone is still seen.
  return points.length === 1 ? `M${points[0]}h1` : `M${points.join("L")}`;
}

function drawGaps(svg, lane, trace) {
  let since = 0;
  const until = trace.runs.map(([first, , values]) => [first, first + values.length * 1000]);
  for (const [begins, ends] of [...until, [data.end, data.end]]) {
    const left = Math.max(since, from), right = Math.min(begins, to);
    if (right > left) {
      box(svg, left, right, lane.y + 1, lane.height - 2, { class: "gap" });
      if (x(right) - x(left) > 90) {
        const of = { x: (x(left) + x(right)) / 2, y: lane.y + lane.height / 2 + 5 };
        add(svg, "text", { ...of, "text-anchor": "middle" }, words.not_measured);
      }
    }
    since = ends;
  }
}

function rateSaid(rate) {
  if (rate === null) return words.no_rate;
  return rate === 0 ? words.paused : `${number.format(rate)} mg/h`;
}

function drawInfusion(svg, lane) {
  for (const one of data.pump) {
    if (!seen(one.from, one.to)) continue;
    const y = lane.y + lane.height - 21;
    const kind = one.rate === 0 ? "pump off" : "pump";
    const made = box(svg, one.from, one.to, y, 17, { class: kind, rx: 2 });
    const said = rateSaid(one.rate);
    if (Number(made.getAttribute("width")) > said.length * 7.5 + 10) {
      const of = { x: Number(made.getAttribute("x")) + 6, y: y + 13 };
      add(svg, "text", { ...of, class: one.rate === 0 ? "" : "on-pump" }, said);
    }
  }
  let free = -Infinity;
  for (const one of data.given) {
    if (!seen(one.t)) continue;
    const at = x(one.t), made = mark(svg, one.t, one.seq, "given");
    add(made, "rect", { class: "hit", x: at - 9, y: lane.y, width: 18, height: 22 });
    add(made, "path", { d: `M${at - 5} ${lane.y + 8}h10l-5 9z` });
    add(made, "title", {}, one.text);
    const wide = one.text.length * 7.2 + 12;
    if (at > free && at + wide < width - RIGHT) {
      add(made, "text", { x: at + 9, y: lane.y + 17 }, one.text);
      free = at + wide;
    }
  }
}

function drawScores(svg, lane) {
  const { low, high, id, points, bars } = lane.score;
  const room = lane.height - 24, foot = lane.y + lane.height - 4;
  add(svg, "path", { class: "grid", d: `M${GUTTER} ${foot + 0.5}H${width - RIGHT}` });
  let free = -Infinity;
  for (const [t, score, seq] of points) {
    if (!seen(t)) continue;
    const at = x(t), made = mark(svg, t, seq, `score ${id}`);
    add(made, "rect", { class: "hit", x: at - 8, y: lane.y, width: 16, height: lane.height });
    const tall = score === null || !bars ? 0 : 2 + ((score - low) / (high - low)) * (room - 2);
    if (tall) add(made, "rect", { x: at - 5, y: foot - tall, width: 10, height: tall, rx: 1.5 });
    if (at - 11 < free) continue;
    add(made, "text", { x: at, y: foot - (bars ? tall + 4 : room / 2) }, orDash(score));
    free = at + 11;
  }
}

function drawAlarms(svg, lane) {
  const y = lane.y + 8, tall = 14;
  for (const one of data.outages) {
    if (!seen(one.from, one.to)) continue;
    const made = mark(svg, one.from, one.seq, "out");
    add(box(made, one.from, one.to, y, tall, { class: "outage", least: 5 }), "title", {}, one.text);
  }
  const gravestLast = [...data.alarms].sort((a, b) => rank(a) - rank(b));
  for (const one of gravestLast) drawAlarm(svg, one, y, tall);
}

const rank = (alarm) => ["low", "medium", "high"].indexOf(alarm.priority);

function drawAlarm(svg, one, y, tall) {
  const made = mark(svg, one.bars[0]?.from ?? one.breaches[0], one.seq, "alarm-of");
  add(made, "title", {}, one.text);
  for (const bar of one.bars) {
    const of = { class: `alarm ${bar.priority}${bar.full ? "" : " hollow"}`, least: 5 };
    if (seen(bar.from, bar.to)) box(made, bar.from, bar.to, y, tall, of);
  }
  for (const t of one.breaches) {
    const at = x(t);
    const d = `M${at - 6.5} ${y + tall}L${at} ${y + 1}L${at + 6.5} ${y + tall}z`;
    if (seen(t)) add(made, "path", { class: "alarm hollow", d });
  }
  for (const t of one.answers) {
    if (seen(t)) add(made, "path", { class: "answer", d: `M${x(t)} ${y - 3}v${tall + 6}` });
  }
}
