// The queue over time: an area, with the times without uplink shaded.

const space = "http://www.w3.org/2000/svg";
const shownMs = 10 * 60_000;
const leastMs = 60_000;
const margin = { top: 14, right: 8, bottom: 22, left: 40 };

export function element(name, attributes, text) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// The next of 1, 2, 5, 10, 20, 50 … at or above the most.
export function ceiling(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map(step => step * power).find(limit => limit >= most);
}

export function ago(ms) {
  return ms >= 60_000 ? `${Math.round(ms / 60_000)} min ago` : `${Math.round(ms / 1000)} s ago`;
}

// Neighbouring samples without uplink are one outage.
function outages(samples) {
  const found = [];
  samples.slice(0, -1).forEach((sample, index) => {
    if (!sample.offline) return;
    const to = samples[index + 1].at;
    if (found.at(-1)?.to === sample.at) found.at(-1).to = to;
    else found.push({ from: sample.at, to });
  });
  return found;
}

export function draw(svg, samples) {
  const width = svg.clientWidth;
  const height = svg.clientHeight;
  if (width === 0 || samples.length === 0) return;
  const now = samples.at(-1).at;
  const span = Math.min(shownMs, Math.max(leastMs, now - samples[0].at));
  const shown = samples.filter(sample => sample.at >= now - span);
  const top = ceiling(Math.max(4, ...shown.map(sample => sample.queued)));
  const x = at => margin.left + (at - (now - span)) / span * (width - margin.left - margin.right);
  const y = queued => height - margin.bottom - queued / top * (height - margin.top - margin.bottom);
  const parts = [];

  for (const { from, to } of outages(shown)) {
    parts.push(element("rect", { class: "outage", x: x(from), y: margin.top, width: x(to) - x(from), height: height - margin.top - margin.bottom }));
  }

  for (const level of [0, top / 2, top]) {
    parts.push(element("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(level), y2: y(level) }));
    parts.push(element("text", { x: margin.left - 8, y: y(level) + 4, "text-anchor": "end" }, level.toLocaleString("en")));
  }

  const steps = shown.map((sample, index) => `${index === 0 ? "M" : "L"}${x(sample.at).toFixed(1)} ${y(sample.queued).toFixed(1)}`).join("");
  parts.push(element("path", { class: "area", d: `${steps}V${y(0)}H${x(shown[0].at).toFixed(1)}z` }));
  parts.push(element("path", { class: "line", d: steps }));
  parts.push(element("circle", { class: "now", cx: x(now), cy: y(shown.at(-1).queued), r: 4 }));
  parts.push(element("text", { x: margin.left, y: height - 5 }, ago(span)));
  parts.push(element("text", { x: width - margin.right, y: height - 5, "text-anchor": "end" }, "now"));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren(...parts);
}
