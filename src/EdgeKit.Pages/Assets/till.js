// Makes the till quick and live. Everything it does, its forms do too.

import * as outbox from "./outbox.js";
import * as basket from "./basket.js";
import * as holds from "./holds.js";

const at = id => document.getElementById(id);
const isTill = at("shelf") !== null;
const keyPlace = "till-key";
const sweepMs = 5000;

let isAway = false;
let isSelling = false;

function said(text) {
  at("said").textContent = text ?? "";
  at("said").hidden = !text;
}

// The key belongs to the basket until it is sold or changed, over reloads too: whatever is sent twice is one order, and the next customer's is
// another. The hold it was first sent with goes with it, since a repetition has the same bytes.
function keyOf(lines) {
  const goods = basket.text(lines);
  const [known, of, sentWith] = (sessionStorage.getItem(keyPlace) ?? "||").split("|");
  if (known && of === goods) return { key: known, hold: sentWith };
  const made = { key: `tab-${holds.random()}`, hold: holds.current() ?? "" };
  sessionStorage.setItem(keyPlace, `${made.key}|${goods}|${made.hold}`);
  return made;
}

// What was sent may have been sold: then it is not held a second time.
const isSent = () => sessionStorage.getItem(keyPlace) !== null;

// Asks the box to hold the basket as it is, and says what may not lie in it.
async function hold() {
  const refused = await holds.take();
  const words = basket.say(refused);
  if (words) said(words);
}

function finish() {
  sessionStorage.removeItem(keyPlace);
  holds.end();
  basket.hold([], false);
  for (const input of document.querySelectorAll(".payments input:not([type=hidden])")) input.value = "";
}

function asked(form, button) {
  const how = form.elements.how.value;
  const lines = basket.read();
  const priced = basket.priced(lines);
  const total = priced.reduce((sum, line) => sum + line.sum, 0);
  if (priced.length === 0) return { wrong: "The basket is empty. Tap what is sold first." };
  const payment = { method: how };
  let given = null;
  if (how === "cash") {
    const typed = button?.name === "given" ? button.value : form.elements.given.value;
    given = basket.parse(typed);
    if (given === null) return { wrong: `'${typed}' is no amount of money. Expected such as ${basket.plain(total)}.` };
    if (given < total) return { wrong: `${basket.money(given)} is less than ${basket.money(total)}. Nothing was sold.` };
  }

  const reference = form.elements.reference?.value.trim();
  if (reference) payment.reference = reference;
  const { key, hold: held } = keyOf(lines);
  const order = { lines: priced.map(({ sku, quantity }) => ({ sku, quantity })), payment, total: { amount: total, currency: basket.currency } };
  if (held) order.holdId = held;
  const note = form.elements.note?.value.trim();
  if (note) order.note = note;
  const words = `${priced.map(line => `${line.quantity} × ${line.name}`).join(" · ")}, ${basket.money(total)}`;
  return { given, total, entry: { key, body: JSON.stringify(order), at: Date.now(), words } };
}

// The box says best what it does not want: the form itself goes there, and comes back with what is wrong.
function submit(form, { key, body }, given) {
  const { lines, total, holdId } = JSON.parse(body);
  sessionStorage.removeItem(keyPlace);
  form.elements.key.value = key;
  form.elements.basket.value = lines.map(({ sku, quantity }) => `${sku}~${quantity}`).join("~");
  form.elements.total.value = total.amount;
  form.elements.hold.value = holdId ?? "";
  if (given !== null) {
    const handed = document.createElement("input");
    handed.type = "hidden";
    handed.name = "given";
    handed.value = basket.plain(given);
    for (const typed of form.querySelectorAll("input[name=given]")) typed.disabled = true;
    form.append(handed);
  }

  form.submit();
}

async function sell(form, button) {
  // What the total on the button was for may not all lie there any more: then it is tapped again.
  if (!await holds.settled()) return;
  const { wrong, given, total, entry } = asked(form, button);
  said(wrong);
  if (wrong) return;
  const answer = await outbox.send(entry);
  if (answer?.receipt) {
    finish();
    location.assign(`/till/orders/${answer.receipt.orderId}${given === null ? "" : `?given=${given}`}`);
    return;
  }

  if (answer?.isFinal) {
    submit(form, entry, given);
    return;
  }

  if (!outbox.isOpen) {
    said(answer ? `${answer.problem.detail ?? answer.problem.title} Tap the same again: it is one order.`
      : "The box did not answer. Tap the same again: it is one order, however often it is sent.");
    return;
  }

  await outbox.keep(entry);
  finish();
  said(`Kept in this tablet: ${entry.words}.${given === null ? "" : ` Change ${basket.money(given - total)}.`} It is sent by itself when the box answers.`);
  await showOutbox();
}

async function showOutbox() {
  const kept = await outbox.all();
  const refused = kept.filter(entry => entry.refused);
  const words = [];
  if (isAway) words.push(outbox.isOpen || !isTill ? "The box does not answer. What you sell is kept in this tablet." : "The box does not answer. The basket stays; sell when it is back.");
  const waiting = kept.length - refused.length;
  if (waiting > 0) words.push(waiting === 1 ? "1 order waits in this tablet." : `${waiting} orders wait in this tablet.`);
  if (refused.length > 0) words.push(`The box refused ${refused.length === 1 ? "1 order" : `${refused.length} orders`} of this tablet: see Queue.`);
  const text = words.join(" ");
  if (at("outbox").textContent !== text) at("outbox").textContent = text;
  at("outbox").hidden = text === "";
  if (at("tablet-list")) listOutbox(kept);
}

function listOutbox(kept) {
  at("tablet-text").textContent = !outbox.isOpen ? "This tablet reached the box over a plain connection, and keeps no orders: what is sold is on the box when its receipt is shown."
    : kept.length === 0 ? "No order waits in this tablet."
    : kept.length === 1 ? "1 order waits in this tablet." : `${kept.length} orders wait in this tablet.`;
  at("tablet-list").replaceChildren(...kept.map(entry => {
    const item = document.createElement("li");
    const since = new Date(entry.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    item.append(entry.words, document.createElement("br"), entry.refused ? `Refused: ${entry.refused}` : `since ${since}`);
    if (entry.refused) {
      const button = document.createElement("button");
      button.className = "button danger";
      button.textContent = "Settled: take it off the list";
      button.addEventListener("click", () => outbox.forget(entry.key).then(showOutbox));
      item.append(document.createElement("br"), button);
    }

    return item;
  }));
}

async function flush() {
  try {
    // What waits here may be held without anybody knowing: the basket as it is now takes that hold's place.
    if (isTill && holds.maybe() && !isSent()) await hold();
    await outbox.flush();
  } finally {
    await showOutbox();
  }
}

// Puts what the box says now in place of what it said. What has not changed is left alone: it would be read out again.
async function refresh(part) {
  if (part.dataset.until && part.querySelector(`[data-state="${part.dataset.until}"]`)) return;
  const answer = await fetch(part.dataset.part, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(8000) });
  if (!answer.ok) return;
  const made = await answer.text();
  if (part.dataset.made === made) return;
  part.dataset.made = made;
  const id = part.dataset.take;
  if (id) at(id).replaceWith(new DOMParser().parseFromString(made, "text/html").getElementById(id));
  else if (part.innerHTML !== made) part.innerHTML = made;
}

let isDue = false;
function refreshAll() {
  if (isDue) return;
  isDue = true;
  setTimeout(async () => {
    isDue = false;
    for (const part of document.querySelectorAll("[data-part]")) await refresh(part).catch(error => console.info(error.message));
  }, 250);
}

function away(now) {
  if (isAway === now) return;
  isAway = now;
  showOutbox();
}

function listen() {
  const events = new EventSource("/api/v1/events");
  for (const type of ["order", "promise", "uplink", "reset", "power"]) events.addEventListener(type, refreshAll);
  if (isTill) {
    events.addEventListener("stock", event => basket.stock(JSON.parse(event.data)));
    events.addEventListener("reset", () => fetch("/api/v1/stock").then(answer => answer.json()).then(basket.stock).catch(error => console.info(error.message)));
    // The basket is in its cookie; only half-typed text would be lost.
    events.addEventListener("catalog", () => document.activeElement?.matches("input") || location.reload());
  }

  events.onopen = () => {
    away(false);
    refreshAll();
    flush();
  };
  events.onerror = () => {
    away(true);
    // The browser tries again by itself, unless the answer was not an event stream.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

// Whoever works on the basket keeps it.
function renew() {
  if (holds.isDue() && !isSent() && basket.read().size > 0) hold();
}

if (isTill) {
  basket.draw();
  for (const work of ["pointerdown", "keydown"]) addEventListener(work, renew);
  addEventListener("pageshow", basket.draw);
  document.addEventListener("submit", event => {
    const { target: form, submitter: button } = event;
    if (form.id === "shelf" && button) {
      event.preventDefault();
      sessionStorage.removeItem(keyPlace);
      said();
      basket.say({});
      basket.change(button.name, button.value);
      hold();
    } else if (form.matches("[data-sell]")) {
      event.preventDefault();
      if (isSelling) return;
      isSelling = true;
      sell(form, button).catch(error => said(`It could not be kept in this tablet: ${error.message}. Tap the same again.`)).finally(() => { isSelling = false; });
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

setInterval(flush, sweepMs);
addEventListener("online", flush);
flush();
listen();
