// The basket: kept in a cookie that the box reads too, so that it outlasts reloads, and drawn here, so that it works while the box does not answer.

const place = document.getElementById("basket");
const name = "till-basket";
const keptSeconds = 7 * 24 * 3600;
const mostOfOne = 999;
const mostLines = 40;

export const { currency, sign } = place?.dataset ?? {};
const decimals = Number(place?.dataset.decimals ?? 2);
const unit = 10 ** decimals;
const notes = decimals === 0 ? [1000, 2000, 5000, 10000, 50000, 100000] : [5, 10, 20, 50, 100, 200].map(note => note * unit);

export const plain = amount => (amount / unit).toFixed(decimals);
export const money = amount => `${sign}${plain(amount)}`;

// What a person typed, in minor units; null for what is no amount.
export function parse(text) {
  const digits = text.replace(sign, "").replace(currency, "").trim().replace(",", ".");
  if (!/^\d{0,10}(\.\d*)?$/.test(digits) || !/\d/.test(digits)) return null;
  const minor = Number(digits) * unit;
  return Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : null;
}

// What people are likely to hand over, besides the sum itself.
export const likely = sum => [...new Set(notes.map(note => Math.ceil(sum / note) * note))].filter(given => given > sum).toSorted((a, b) => a - b).slice(0, 3);

// A cookie of the tablet's; the box reads it too.
export function cookie(called) {
  const found = document.cookie.split("; ").find(one => one.startsWith(`${called}=`));
  return found ? decodeURIComponent(found.slice(called.length + 1)) : "";
}

export function setCookie(called, value) {
  document.cookie = `${called}=${value}; path=/till; max-age=${value ? keptSeconds : 0}; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
}

function linesOf(kept) {
  const parts = kept.split("~");
  const lines = new Map();
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const quantity = Number(parts[i + 1]);
    if (quantity > 0) lines.set(parts[i], quantity);
  }

  return lines;
}

export const text = lines => [...lines].map(([sku, quantity]) => `${sku}~${quantity}`).join("~");

export const read = () => linesOf(cookie(name));

export const write = lines => setCookie(name, text(lines));

// What the box holds for this basket.
let held = linesOf(place?.dataset.held ?? "");

const steps = {
  add: (lines, sku) => (lines.has(sku) || lines.size < mostLines) && lines.set(sku, Math.min(mostOfOne, (lines.get(sku) ?? 0) + 1)),
  less: (lines, sku) => lines.get(sku) > 1 ? lines.set(sku, lines.get(sku) - 1) : lines.delete(sku),
  remove: (lines, sku) => lines.delete(sku),
  clear: lines => lines.clear(),
};

export const tiles = () => new Map([...document.querySelectorAll(".tile")].map(tile => [tile.dataset.sku, tile]));

// The lines that are on sale, with their names and what they cost.
export function priced(lines) {
  const goods = tiles();
  return [...lines].filter(([sku]) => goods.has(sku)).map(([sku, quantity]) => {
    const { name: called, price, left } = goods.get(sku).dataset;
    return { sku, quantity, name: called, sum: price * quantity, isShort: Number(left) + (held.get(sku) ?? 0) < quantity };
  });
}

function drawLine(line, before) {
  const entry = before ?? document.getElementById("line").content.firstElementChild.cloneNode(true);
  entry.dataset.sku = line.sku;
  entry.querySelector(".what").textContent = line.name;
  entry.querySelector(".sum").textContent = money(line.sum);
  entry.querySelector(".short").hidden = !line.isShort;
  entry.querySelector(".quantity").textContent = line.quantity;
  for (const [step, label] of [["less", "One less"], ["add", "One more"], ["remove", "Take out"]]) {
    const button = entry.querySelector(`[name=${step}]`);
    button.value = line.sku;
    button.setAttribute("aria-label", `${label}: ${line.name}`);
  }

  return entry;
}

function drawNotes(total) {
  const [exact, ...others] = document.getElementById("notes").children;
  exact.value = plain(total);
  const wanted = likely(total).map(plain);
  // Those that stay are not touched, as with the entries.
  const kept = new Map(others.map(button => [button.value, button]));
  for (const [value, button] of kept) if (!wanted.includes(value)) button.remove();
  let before = exact;
  for (const value of wanted) {
    let button = kept.get(value);
    if (!button) {
      button = exact.cloneNode();
      button.value = value;
      button.textContent = `${sign}${value}`;
      before.after(button);
    }

    before = button;
  }
}

export function draw() {
  const lines = priced(read());
  const list = document.getElementById("lines");
  const drawn = new Map([...list.children].map(entry => [entry.dataset.sku, entry]));
  // Entries that stay are not touched but for their text: the finger, and the focus, are on their buttons.
  for (const [sku, entry] of drawn) if (!lines.some(line => line.sku === sku)) entry.remove();
  for (const line of lines) {
    const entry = drawLine(line, drawn.get(line.sku));
    if (!drawn.has(line.sku)) list.append(entry);
  }

  const total = lines.reduce((sum, line) => sum + line.sum, 0);
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  place.dataset.empty = lines.length === 0;
  document.getElementById("total").textContent = document.getElementById("bar-total").textContent = money(total);
  document.getElementById("bar-count").textContent = count;
  drawNotes(total);

  for (const [sku, tile] of tiles()) {
    const line = lines.find(one => one.sku === sku);
    if (line) tile.dataset.in = line.quantity;
    else delete tile.dataset.in;
  }
}

// What may lie here, as the box says.
export function hold(lines, isHeld) {
  const kept = new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
  held = isHeld ? kept : new Map();
  write(kept);
  draw();
}

// Nobody knows what it holds.
export function lose() {
  held = new Map();
  draw();
}

// Says at the items why they may not.
export function say(refused) {
  for (const said of document.querySelectorAll(".why")) said.remove();
  const goods = tiles();
  const words = [];
  for (const [sku, why] of Object.entries(refused)) {
    const tile = goods.get(sku);
    if (!tile) continue;
    const said = document.createElement("span");
    said.className = "why";
    said.textContent = why;
    tile.append(said);
    // The bar at the bottom of a phone does not cover it.
    tile.scrollIntoView({ block: "nearest" });
    words.push(`${tile.dataset.name}: ${why}`);
  }

  return words.join(" ");
}

// One more, one less, none: what the form would ask the box for.
export function change(step, sku) {
  const lines = read();
  steps[step](lines, sku);
  // Until the box says otherwise: its news of the stock may come before its answer.
  held = lines;
  write(lines);
  draw();
}

export function stock(levels) {
  const goods = tiles();
  for (const { sku, available, held: inBaskets } of levels) {
    const tile = goods.get(sku);
    if (!tile) continue;
    const isGone = available <= 0 && inBaskets <= 0;
    tile.dataset.left = available;
    tile.disabled = isGone;
    tile.classList.toggle("gone", isGone);
    tile.classList.toggle("low", !isGone && available <= 3);
    tile.querySelector(".count").textContent = isGone ? "sold out" : available <= 0 ? "in baskets" : available === 1 ? "last one" : `${available} left`;
  }

  draw();
}
