// One quantity over time as a narrow strip, with the stages of the power behind it.

import { ago, ceiling, element } from "./plot.js";

const shownMs = 15 * 60_000;
const leastMs = 60_000;
const margin = { top: 6, right: 54, bottom: 16, left: 34 };
export const stages = ["conserve", "critical", "shutdown"];

// Neighbouring samples in one stage are one band.
function bands(samples) {
  const found = [];
  for (const [index, sample] of samples.entries()) {
    if (!stages.includes(sample.stage)) continue;
    const to = samples[index + 1]?.at ?? sample.at;
    const last = found.at(-1);
    if (last?.stage === sample.stage && last.to === sample.at) last.to = to;
    else found.push({ stage: sample.stage, from: sample.at, to });
  }

  return found;
}

// A gap in what was measured is a gap in the line.
function path(samples, key, x, y) {
  let gap = true;
  return samples.map(sample => {
    if (sample[key] == null) {
      gap = true;
      return "";
    }

    const step = `${gap ? "M" : "L"}${x(sample.at).toFixed(1)} ${y(sample[key]).toFixed(1)}`;
    gap = false;
    return step;
  }).join("");
}

// From least to most; where they are not given, what the samples need.
export function draw(svg, samples, { key, unit, least, most, withTime }) {
  const [width, height] = [svg.clientWidth, svg.clientHeight];
  const known = samples.filter(sample => sample[key] != null);
  if (width === 0 || known.length === 0) {
    svg.replaceChildren();
    return;
  }

  const now = samples.at(-1).at;
  const span = Math.min(shownMs, Math.max(leastMs, now - samples[0].at));
  const shown = samples.filter(sample => sample.at >= now - span);
  const values = known.map(sample => sample[key]);
  const top = most ?? ceiling(Math.max(...values, 1));
  const bottom = least ?? Math.min(0, -ceiling(Math.max(0, -Math.min(...values))) * (Math.min(...values) < 0));
  const x = at => margin.left + (at - (now - span)) / span * (width - margin.left - margin.right);
  const y = value => margin.top + (top - value) / (top - bottom) * (height - margin.top - margin.bottom);
  const parts = bands(shown).map(band => element("rect", {
    class: `band ${band.stage}`, x: x(band.from), y: margin.top, width: Math.max(1, x(band.to) - x(band.from)), height: height - margin.top - margin.bottom,
  }));
  for (const level of new Set([bottom, 0, top].filter(level => level >= bottom))) {
    parts.push(element("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(level), y2: y(level) }));
    parts.push(element("text", { x: margin.left - 6, y: y(level) + 4, "text-anchor": "end" }, level.toLocaleString("en")));
  }

  const last = known.at(-1);
  parts.push(element("path", { class: "line", d: path(shown, key, x, y) }));
  parts.push(element("circle", { class: "now", cx: x(last.at), cy: y(last[key]), r: 3.5 }));
  parts.push(element("text", { class: "value", x: width - margin.right + 7, y: y(last[key]) + 4 }, `${Math.round(last[key])}${unit}`));
  if (withTime) {
    parts.push(element("text", { x: margin.left, y: height - 3 }, ago(span)));
    parts.push(element("text", { x: width - margin.right, y: height - 3, "text-anchor": "end" }, "now"));
  }

  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren(...parts);
}
