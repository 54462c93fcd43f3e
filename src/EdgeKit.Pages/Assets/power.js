// The kit's power: how much there is, how long it lasts, what is on, and how that came.

import { at, make, say } from "./draw.js";
import * as strip from "./strip.js";
import * as words from "./words.js";

const keptMs = 15 * 60_000;
const strips = [
  { id: "charge-plot", key: "charge", unit: " %", least: 0, most: 100 },
  { id: "watts-plot", key: "watts", unit: " W" },
  { id: "heat-plot", key: "celsius", unit: " °C", withTime: true },
];
let samples = [];

function pack(view) {
  const entry = make("li", view.quality);
  const bar = make("span", "bar");
  const fill = make("span", "fill");
  fill.style.setProperty("--charge", view.stateOfCharge ?? 0);
  bar.append(fill);
  entry.append(make("span", "name", view.id), bar, make("span", "figure", words.pack(view)));
  return entry;
}

function load(view) {
  return make("li", view.fault ? "fault" : view.isOn ? "on" : "off", words.load(view));
}

export function show(view) {
  const card = at("power");
  card.hidden = view.packs.length + view.temperatures.length + view.loads.length === 0;
  if (card.hidden) return;
  card.dataset.stage = view.stage;
  say("stage", words.stages[view.stage] ?? view.stage);
  say("power-sentence", words.power(view));
  say("charge", view.stateOfCharge == null ? "–" : `${Math.round(view.stateOfCharge * 100)} %`);
  say("lasts", view.timeToEmptySeconds == null ? "–" : words.duration(view.timeToEmptySeconds));
  say("lasts-note", words.lasts(view));
  say("watts", view.outputWatts == null && view.inputWatts == null ? "–" : `${Math.round(view.inputWatts ?? view.outputWatts)} W`);
  say("watts-note", view.inputWatts == null ? "drawn from the packs" : "into the packs");
  say("heat", words.hottest(view));
  at("packs").replaceChildren(...view.packs.map(pack));
  at("loads").replaceChildren(...view.loads.map(load));
  say("power-note", view.quality === "simulated" ? "Simulated: no sensor of this box says so." : "");
}

// From what the kit keeps: seconds of the last quarter of an hour.
export function remember(history) {
  const byTime = new Map();
  const put = (time, change) => byTime.set(time, { ...byTime.get(time), at: time * 1000, ...change });
  const keys = { chargePercent: "charge", watts: "watts", celsius: "celsius" };
  for (const series of history.series) {
    for (const [time, , mean] of series.points) {
      const key = keys[series.quantity];
      if (key) put(time, { [key]: key === "watts" ? -mean : mean });
      else if (mean > 0.5 && strip.stages.indexOf(series.channel) > strip.stages.indexOf(byTime.get(time)?.stage)) put(time, { stage: series.channel });
    }
  }

  const fresh = [...byTime.values()].toSorted((a, b) => a.at - b.at);
  const from = fresh[0]?.at ?? Infinity;
  samples = [...samples.filter(sample => sample.at < from), ...fresh];
  while (samples.length > 0 && samples[0].at < samples.at(-1).at - keptMs) samples.shift();
  draw();
}

// Where the next history begins.
export const since = () => samples.length > 0 ? new Date(samples.at(-1).at - 1000).toISOString() : null;

export function draw() {
  if (at("power").hidden) return;
  for (const one of strips) strip.draw(at(one.id), samples, one);
}
