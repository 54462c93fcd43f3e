// What was sold while the box did not answer: kept in this tablet's own database, sent by itself with the key it was sold with, so that the box
// makes one order of it however often it comes. Only where the origin is secure: elsewhere anybody on the network could be the box.

export const isOpen = globalThis.isSecureContext && "indexedDB" in globalThis;

const store = "orders";
let opening;

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("till", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function run(mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const result = done(work(transaction.objectStore(store)));
  // Kept means on the disk, not asked for.
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  return result;
}

export const keep = entry => run("readwrite", orders => orders.put(entry));

export const forget = key => run("readwrite", orders => orders.delete(key));

export const all = async () => isOpen ? (await run("readonly", orders => orders.getAll())).toSorted((a, b) => a.at - b.at) : [];

// Not an answer to the order: the same request is sent again.
const passing = new Set(["/problems/outcome-unknown", "/problems/busy", "/problems/idempotency-key-in-progress", "/problems/stopping", "/problems/too-many-requests", "/problems/storage-full", "/problems/storage-failed", "/problems/unauthorized"]);

// Sends an order. An answer, or nothing where there is none yet.
export async function send({ key, body }) {
  let response;
  try {
    response = await fetch("/api/v1/orders", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key, Accept: "application/json" },
      body,
      signal: AbortSignal.timeout(8000),
    });
    const said = await response.json();
    if (response.ok) return { receipt: said };
    return { problem: said, isFinal: !passing.has(said.type) };
  } catch (error) {
    console.info(error.message);
    return null;
  }
}

// Sends what is kept, oldest first, in one tab at a time; what the box refuses stays for a person to see.
export function flush() {
  if (!isOpen) return Promise.resolve();
  return navigator.locks.request("till-outbox", { ifAvailable: true }, async lock => {
    if (!lock) return;
    for (let entry of (await all()).filter(one => !one.refused)) {
      let answer = await send(entry);
      if (answer?.isFinal && answer.problem.field === "holdId") {
        // The box no longer knows the hold, so it has no order with it: what is there is sold all the same, under the same key.
        const { holdId, ...order } = JSON.parse(entry.body);
        console.info(`The hold ${holdId} is forgotten.`);
        entry = { ...entry, body: JSON.stringify(order) };
        await keep(entry);
        answer = await send(entry);
      }

      if (answer?.receipt) await forget(entry.key);
      else if (answer?.isFinal) await keep({ ...entry, refused: answer.problem.detail ?? answer.problem.title });
      else return;
    }
  });
}
