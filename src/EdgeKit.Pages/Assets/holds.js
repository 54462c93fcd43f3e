// Reserves what lies in the basket, so that nobody else is promised it meanwhile. The box says what may lie there; while it does not answer,
// the basket goes on without, and the sale decides.

import * as basket from "./basket.js";

const name = "till-cart";
const freshMs = 60_000;
const patienceMs = 4000;

let id = document.getElementById("basket")?.dataset.hold || null;
let at = 0;
let isChanged = false;
let isLost = false;
let asking = null;

const cart = () => basket.cookie(name);

// 128 bits, by which the box tells one basket, or one tap, from another.
export const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");

// What an order of this basket names.
export const current = () => id;

// Whether the box may hold something for this basket of which nobody here knows.
export const maybe = () => isLost;

export const isDue = () => Date.now() - at > freshMs;

async function ask() {
  if (!cart()) basket.setCookie(name, `till-${random()}`);
  const lines = [...basket.read()].map(([sku, quantity]) => ({ sku, quantity }));
  const answer = await fetch("/api/v1/till/basket", {
    method: "PUT",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ cart: cart(), lines }),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!answer.ok) throw new Error(`The basket is not held: ${answer.status}`);
  return answer.json();
}

async function run() {
  try {
    let held;
    do {
      // Fingers are quicker than a disk: what changed meanwhile is asked for again.
      isChanged = false;
      held = await ask();
    } while (isChanged);
    at = Date.now();
    id = held.holdId ?? null;
    isLost = false;
    basket.hold(held.lines, id !== null);
    return held.refused;
  } catch (error) {
    console.info(error.message);
    isLost = id === null;
    basket.lose();
    return {};
  } finally {
    asking = null;
  }
}

// Holds the basket as it is, for the box's time from now; answers what may not lie in it, and why.
export function take() {
  if (!cart() && basket.read().size === 0) return Promise.resolve({});
  isChanged = true;
  return asking ??= run();
}

// What is on its way: whether all of it may lie in the basket.
export const settled = async () => Object.keys(await asking ?? {}).length === 0;

// The next basket is another. Where nobody knows what this one holds, the next has its name, and lets go of it.
export function end() {
  if (!isLost) basket.setCookie(name, "");
  id = null;
  at = 0;
}
