// Follows the stall: loads the state once, then listens to /api/v1/events.

import * as checks from "./checks.js";
import * as draw from "./draw.js";
import * as live from "./live.js";
import * as plot from "./plot.js";
import * as power from "./power.js";
import { history } from "./words.js";

const keptMs = 15 * 60_000;
const storageKey = "queue";

const state = { uplink: null, kitAhead: 0, known: new Set(), shelf: new Map(), samples: restore() };
let lostAt = null;

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000) });
  if (response.status === 401) location.assign("/pair");
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const date = Date.parse(response.headers.get("Date"));
  if (!Number.isNaN(date)) state.kitAhead = date - Date.now();
  return response.json();
}

const kitNow = () => Date.now() + state.kitAhead;

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    return kept.filter(sample => sample.at > Date.now() - keptMs && sample.at <= Date.now());
  } catch {
    // Private windows may have no storage; the plot then begins anew.
    return [];
  }
}

function remember() {
  if (!state.uplink || lostAt) return;
  state.samples.push({ at: Date.now(), queued: state.uplink.queued, offline: state.uplink.state !== "online" && state.uplink.state !== "none" });
  while (state.samples[0].at < Date.now() - keptMs) state.samples.shift();
}

function showUplink() {
  draw.uplink(state.uplink, kitNow());
}

function showPlot() {
  plot.draw(document.getElementById("plot"), state.samples);
  const text = history(state.samples);
  const place = document.getElementById("plot-text");
  if (place.textContent !== text) place.textContent = text;
}

// At most one request of a kind at a time, and one more if something happened meanwhile.
function refresher(load, pauseMs) {
  let running = false;
  let again = false;
  return async function refresh() {
    if (running) {
      again = true;
      return;
    }

    running = true;
    do {
      again = false;
      await attempt(load);
      await new Promise(done => setTimeout(done, pauseMs));
    } while (again);
    running = false;
  };
}

async function attempt(load) {
  try {
    await load();
    found();
  } catch (error) {
    lost();
    console.info(error.message);
  }
}

function found() {
  lostAt = null;
  draw.link(true, "Live");
}

function lost() {
  lostAt ??= Date.now();
  draw.link(false, "This page cannot reach the box. What it shows is from before; it goes on trying.");
}

const refreshOrders = refresher(async () => {
  const { orders } = await get("/api/v1/orders?latest=12");
  const newestFirst = orders.toSorted((a, b) => b.seq - a.seq);
  draw.orders(newestFirst, state.known);
  state.known = new Set(orders.map(order => order.orderId));
}, 400);

const refreshUplink = refresher(async () => {
  state.uplink = await get("/api/v1/uplink");
  showUplink();
}, 200);

const refreshCatalog = refresher(async () => {
  const [catalog, stock] = await Promise.all([get("/api/v1/catalog"), get("/api/v1/stock")]);
  state.shelf = draw.shelf(catalog.items);
  draw.stock(state.shelf, stock);
}, 400);

async function showLive({ streams }) {
  const stream = streams[0];
  draw.live(stream, await live.offer(stream?.playlist));
}

const refreshLive = refresher(async () => showLive(await get("/api/v1/live")), 1000);

const refreshChecks = refresher(async () => checks.show((await get("/api/v1/checks")).checks, kitNow()), 400);

const refreshPowerHistory = refresher(async () => {
  const since = power.since();
  power.remember(await get(`/api/v1/power/history?step=1s${since ? `&from=${since}` : ""}`));
}, 2000);

const refreshPower = refresher(async () => {
  power.show(await get("/api/v1/power"));
  refreshPowerHistory();
}, 1000);

const refreshStatus = refresher(async () => draw.faults((await get("/api/v1/status")).faults ?? []), 1000);

function refreshAll() {
  refreshUplink();
  refreshOrders();
  refreshCatalog();
  refreshStatus();
  refreshLive();
  refreshPower();
  refreshChecks();
}

const heard = {
  order: () => refreshOrders(),
  stock: levels => draw.stock(state.shelf, levels),
  promise: ({ ackSeq, headSeq }) => {
    if (state.uplink) {
      Object.assign(state.uplink, { ackSeq, headSeq, queued: headSeq - ackSeq });
      showUplink();
    }

    refreshOrders();
  },
  uplink: view => {
    state.uplink = view;
    showUplink();
    refreshOrders();
  },
  catalog: () => refreshCatalog(),
  check: () => refreshChecks(),
  live: view => showLive(view).catch(error => console.info(error.message)),
  power: view => {
    power.show(view);
    refreshPowerHistory();
  },
  reset: () => refreshAll(),
};

function listen() {
  const events = new EventSource("/api/v1/events");
  for (const [type, hear] of Object.entries(heard)) {
    events.addEventListener(type, event => hear(event.data ? JSON.parse(event.data) : null));
  }

  let opened = false;
  events.onopen = () => {
    found();
    if (opened) refreshAll();
    opened = true;
  };
  events.onerror = () => {
    lost();
    // The browser tries again by itself, unless the answer was not an event stream.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

setInterval(() => {
  remember();
  if (state.uplink) showUplink();
  showPlot();
}, 1000);
setInterval(() => refreshUplink(), 5000);
setInterval(() => {
  refreshStatus();
  refreshChecks();
}, 60_000);
addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(state.samples));
  } catch (error) {
    console.info(error.message);
  }
});
new ResizeObserver(power.draw).observe(document.getElementById("power"));
new ResizeObserver(showPlot).observe(document.getElementById("plot"));
refreshAll();
listen();
