// Puts what is known onto the page.

import * as words from "./words.js";

export const at = id => document.getElementById(id);

export function make(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// A live region is only touched when it has something new to say.
export function say(id, text) {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
}

export function link(connected, text) {
  at("link").dataset.connected = connected;
  say("link", text);
}

export function uplink(view, kitNow) {
  at("uplink").dataset.state = view.state;
  say("state", words.states[view.state] ?? view.state);
  say("since", words.since(view, kitNow));
  say("sentence", words.sentence(view));
  say("accepted", view.headSeq.toLocaleString("en"));
  say("queued", view.queued.toLocaleString("en"));
  say("confirmed", view.ackSeq.toLocaleString("en"));
  say("oldest", words.oldest(view));
}

export function live(stream, canWatch) {
  at("live").hidden = !stream;
  if (!stream) return;
  at("live").dataset.state = words.liveState(stream);
  at("screen").hidden = !canWatch;
  say("live-title", `Live: ${stream.name}`);
  say("live-sentence", words.live(stream));
  say("viewers", stream.viewers.toLocaleString("en"));
  say("served", words.bytes(stream.servedBytes));
  say("origin", words.originBytes(stream));
  say("ratio", words.share(stream.hitRatio));
  say("edge", words.age(stream.liveEdgeAgeSeconds));
  say("live-note", words.player(stream, canWatch));
}

export function faults(list) {
  const place = at("faults");
  place.hidden = list.length === 0;
  place.replaceChildren(...list.map(fault => make("li", "", fault)));
}

export function orders(list, known) {
  at("no-orders").hidden = list.length > 0;
  at("order-list").replaceChildren(...list.map(order => {
    const entry = make("li", known.size > 0 && !known.has(order.orderId) ? "new" : "");
    const head = make("p", "head");
    head.append(make("strong", "receipt", order.receipt), make("span", `status ${order.status}`, words.statuses[order.status] ?? order.status), make("span", "total", words.money(order.total)));
    entry.append(head, make("p", "lines", words.lines(order)), make("p", `promise ${order.promise.state}`, order.promise.text));
    return entry;
  }));
}

function picture(item) {
  const frame = make("span", "picture");
  if (!item.image) {
    frame.textContent = item.name[0];
    return frame;
  }

  const image = make("img");
  image.alt = "";
  image.loading = "lazy";
  image.width = image.height = 96;
  image.addEventListener("error", () => { frame.textContent = item.name[0]; });
  image.src = item.image;
  frame.append(image);
  return frame;
}

// One shelf a category; the entries stay and only their counts change.
export function shelf(items) {
  const groups = Map.groupBy(items, item => item.category ?? "");
  const entries = new Map();
  at("no-stock").hidden = items.length > 0;
  at("shelf").replaceChildren(...[...groups].map(([category, members]) => {
    const group = make("section", "group");
    const list = make("ul");
    for (const item of members) {
      const entry = make("li");
      const text = make("span", "text");
      const count = make("span", "count");
      text.append(make("span", "name", item.name), make("span", "price", words.money(item.price)));
      entry.append(picture(item), text, count);
      entries.set(item.sku, { entry, count });
      list.append(entry);
    }

    if (category) group.append(make("h3", "", category));
    group.append(list);
    return group;
  }));
  return entries;
}

export function stock(entries, levels) {
  for (const level of levels) {
    const place = entries.get(level.sku);
    if (!place) continue;
    const { mark, text } = words.left(level);
    if (place.count.textContent === text) continue;
    const first = place.count.textContent === "";
    place.count.textContent = text;
    place.entry.className = mark;
    if (!first) place.count.animate?.([{ transform: "scale(1.25)" }, { transform: "none" }], matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 350);
  }
}
