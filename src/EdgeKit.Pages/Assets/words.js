// How the page says things. Everything here is a pure function.

const records = count => count === 1 ? "1 record" : `${count.toLocaleString("en")} records`;

export function money(amount) {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: amount.currency });
  return format.format(amount.amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  const hours = Math.floor(whole / 3600);
  if (hours < 48) return `${hours} h ${Math.floor(whole % 3600 / 60)} min`;
  return `${Math.floor(hours / 24)} days`;
}

export const states = {
  none: "No cloud configured",
  unknown: "Looking for the cloud",
  online: "Online",
  offline: "Offline",
  refused: "The cloud refuses this kit",
};

// The honest sentence: what happens to an order that is taken now.
export function sentence(uplink) {
  const queued = uplink.queued;
  switch (uplink.state) {
    case "online":
      return queued === 0
        ? "Every order goes to the cloud within moments. Nothing waits."
        : `${records(queued)} on the way to the cloud.`;
    case "offline":
      return "Selling goes on. Every order is on this box's disk before its receipt, and goes up by itself when the uplink is back."
        + (queued === 0 ? " Nothing waits yet." : "");
    case "refused":
      return `Selling goes on and orders are kept here, but nothing goes up until a person acts${uplink.lastError ? `: ${uplink.lastError}` : "."}`;
    case "none":
      return "Orders are kept on this box. Nothing goes up: there is no cloud to tell.";
    default:
      return "Orders are accepted meanwhile and kept on this box's disk.";
  }
}

export function since(uplink, kitNow) {
  const from = Date.parse(uplink.since);
  if (uplink.state === "none" || Number.isNaN(from)) return "";
  const time = new Date(from).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `since ${time} · ${duration((kitNow - from) / 1000)}`;
}

export function oldest(uplink) {
  if (uplink.queued === 0) return "nothing waits";
  return uplink.oldestQueuedSeconds == null ? "wait for the cloud" : `the oldest for ${duration(uplink.oldestQueuedSeconds)}`;
}

const clock = instant => new Date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

const turn = check => check.assigned ? ` · ${check.assigned}'s turn` : "";

const urgencies = ["ok", "due", "late", "escalated"];

export const worst = checks => urgencies.findLast(state => checks.some(check => check.state === state)) ?? "ok";

export function checks(list) {
  const due = list.filter(check => check.state !== "ok").length;
  if (due > 0) return due === 1 ? "One thing to look at." : `${due} things to look at.`;
  const next = list.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0];
  return next ? `Nothing to look at now. Next: ${next.name} at ${clock(next.dueAt)}${turn(next)}.` : "";
}

export function check(view, kitNow) {
  const late = duration((kitNow - Date.parse(view.deadlineAt)) / 1000);
  switch (view.state) {
    case "late":
      return `late for ${late}${turn(view)}`;
    case "escalated":
      return `late for ${late}${view.escalateTo ? `: tell ${view.escalateTo}` : ""}${turn(view)}`;
    default:
      return (view.snoozedUntil ? `quiet until ${clock(view.snoozedUntil)}` : `due since ${clock(view.dueAt)}`) + turn(view);
  }
}

export const range = ({ low, high }) => low == null ? high == null ? "" : `at most ${high}` : high == null ? `at least ${low}` : `${low} to ${high}`;

export const implausible = (view, reading) => `${reading} ${view.unit} is unusual: ${range(view)} is plausible. Look again, and press Record once more if it is right.`;

export const lines = order => (order.lines ?? []).map(line => line.quantity > 1 ? `${line.quantity} × ${line.name}` : line.name).join(" · ");

export const statuses = { open: "to pay", paid: "paid", voided: "voided", refunded: "refunded" };

export function left(level) {
  if (level.available <= 0) return { mark: "gone", text: "sold out" };
  if (level.available <= 3) return { mark: "low", text: level.available === 1 ? "last one" : `${level.available} left` };
  return { mark: "", text: `${level.available} left` };
}

export function history(samples) {
  if (samples.length < 2) return "Drawn while this page is open.";
  const most = Math.max(...samples.map(sample => sample.queued));
  return most === 0 ? "Nothing has waited while this page was open." : `At most ${records(most)} waited while this page was open. Shaded: no uplink.`;
}

export function bytes(count) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power]}`;
}

// A live edge this old is no jitter: segments of six seconds are the longest that are usual.
const standsAfterSeconds = 8;

export const liveState = stream => stream.liveEdgeAgeSeconds == null ? "idle" : stream.liveEdgeAgeSeconds > standsAfterSeconds ? "stands" : "runs";

export function live(stream) {
  switch (liveState(stream)) {
    case "idle":
      return "Nobody watches, and nothing is fetched.";
    case "stands":
      return `Nothing new has come for ${duration(stream.liveEdgeAgeSeconds)}. The stream goes on by itself when the uplink is back.`;
    default:
      return stream.origins.findIndex(origin => origin.serves) > 0
        ? "The first origin is away; the stream goes on from another."
        : "Each byte comes over the uplink once and goes to everybody who watches.";
  }
}

export function player(stream, canWatch) {
  if (canWatch) return "";
  return stream.playlist
    ? "The player was left out of this build (it comes from npm), and this browser has none of its own."
    : "There is no picture here: the configuration names no playlist of this stream.";
}

export const originBytes = stream => stream.originBytes === 0 ? "nothing came yet"
  : `for ${bytes(stream.originBytes)} of uplink: ${(stream.servedBytes / stream.originBytes).toFixed(1)}-fold`;

export const share = ratio => ratio == null ? "–" : `${(ratio * 100).toFixed(ratio < 0.995 ? 0 : 1)} %`;

export const age = seconds => seconds == null ? "–" : seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds);

export const stages = { normal: "enough", conserve: "saving", critical: "nearly empty", shutdown: "going off" };

// Why the kit saves, or that it need not.
export function power(view) {
  if (view.shutdown) {
    const step = view.shutdown.steps.find(one => one.state === "running");
    return `${view.shutdown.reason}.${step ? ` Now: ${step.name}.` : ""} New orders are refused.`;
  }

  switch (view.stage) {
    case "normal":
      return view.source === "external" ? "Power comes from outside, and the packs are charged." : "There is enough for everything.";
    case "conserve":
      return `The stream takes less and what can wait waits: ${view.stageReason}.`;
    case "critical":
      return `Only selling goes on as usual: ${view.stageReason}.`;
    default:
      return `${view.stageReason}.`;
  }
}

export function lasts(view) {
  if (view.timeToEmptySeconds == null) return view.source === "external" ? "while power comes from outside" : "not known yet";
  return view.timeToEmptyLowSeconds == null ? "until empty" : `${duration(view.timeToEmptyLowSeconds)} to ${duration(view.timeToEmptyHighSeconds)}`;
}

export function hottest(view) {
  const known = view.temperatures.map(one => one.celsius).filter(celsius => celsius != null);
  return known.length === 0 ? "–" : `${Math.round(Math.max(...known))} °C`;
}

export function pack(view) {
  if (view.quality === "failed") return "does not answer";
  const figures = [view.stateOfCharge == null ? "charge unknown" : `${Math.round(view.stateOfCharge * 100)} %`];
  if (view.volts != null) figures.push(`${view.volts.toFixed(1)} V`);
  if (view.amperes != null) figures.push(`${view.amperes.toFixed(1)} A`);
  return figures.join(" · ") + (view.quality === "stale" ? " · stale" : "");
}

export function load(view) {
  const watts = view.watts == null ? "" : ` · ${Math.round(view.watts)} W${view.isMeasured ? "" : " rated"}`;
  return view.fault ? `${view.id}: ${view.fault}` : view.isOn ? `${view.id}${watts}` : `${view.id} off`;
}
