// Lets this device in, and lets who runs the stall let others in.

const place = id => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const roles = { viewer: "looks", device: "a program", creator: "makes pages", cashier: "sells", operator: "runs the stall", owner: "whose stall it is" };
let waiting = null;

function say(text) {
  place("said").textContent = text;
  place("said").hidden = text === "";
}

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  const answer = text === "" ? null : JSON.parse(text);
  return { ok: response.ok, type: answer?.type, detail: answer?.detail ?? answer?.title, answer };
}

function show(...ids) {
  for (const id of ["ask", "wait", "redeem", "in", "approve", "devices"]) place(id).hidden = !ids.includes(id);
}

async function look() {
  const { answer: me } = await call("GET", "/api/v1/me");
  const runs = me.thisMachine || me.role === "operator" || me.role === "owner";
  place("who").textContent = me.thisMachine ? "This is the kit's own machine." : me.role ? `${me.name}: ${me.role}` : "This device is not in yet.";
  place("in-text").textContent = me.role ? `It is called ${me.name} and is let in as ${me.role} (${roles[me.role]}).` : "";
  if (!runs && !me.role) show("ask", "redeem");
  else if (runs) show(...(me.role ? ["in"] : []), "approve", "devices");
  else show("in");
  if (runs) await list(me);
  if (me.needsOwner) say("This kit has no owner yet. Type its setup code: from the provisioning file, or from edgekit-status.txt on the card.");
  if (asked.has("code")) place("approve-form").elements.code.value = asked.get("code");
  if (asked.has("invite")) place("redeem-form").elements.code.value = asked.get("invite");
}

async function list() {
  const { ok, answer } = await call("GET", "/api/v1/devices");
  if (!ok) return;
  const items = answer.map(device => {
    const item = document.createElement("li");
    const text = document.createElement("span");
    const out = document.createElement("button");
    text.textContent = `${device.name}: ${device.role}, let in by ${device.pairedBy}`;
    out.textContent = "Put out";
    out.className = "quiet";
    out.setAttribute("aria-label", `Put ${device.name} out`);
    out.addEventListener("click", async () => {
      const done = await call("DELETE", `/api/v1/devices/${encodeURIComponent(device.id)}`);
      say(done.ok ? `${device.name} is out.` : done.detail);
      await list();
    });
    item.append(text, out);
    return item;
  });
  if (items.length === 0) {
    const none = document.createElement("li");
    none.textContent = "Nobody yet.";
    items.push(none);
  }
  place("device-list").replaceChildren(...items);
}

function wait(offer) {
  clearInterval(waiting);
  const ends = performance.now() + offer.expiresInSeconds * 1000;
  place("code").textContent = offer.code;
  place("qr").src = `/pair/qr.svg?code=${encodeURIComponent(offer.code)}`;
  show("wait");
  waiting = setInterval(async () => {
    const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
    place("left").textContent = left > 60 ? `It counts for ${Math.ceil(left / 60)} minutes more.` : `It counts for ${left} seconds more.`;
    const claim = await call("POST", "/api/v1/pairings/token", { id: offer.id }).catch(() => null);
    if (claim === null || claim.type === "/problems/authorization-pending") return;
    clearInterval(waiting);
    say(claim.ok ? "" : claim.detail);
    await look();
  }, offer.intervalSeconds * 1000);
}

function form(id, send) {
  place(id).addEventListener("submit", async event => {
    event.preventDefault();
    say("");
    try {
      await send(Object.fromEntries(new FormData(event.target)));
    } catch (error) {
      say(`The kit does not answer: ${error.message}`);
    }
  });
}

form("ask-form", async fields => {
  const { ok, detail, answer } = await call("POST", "/api/v1/pairings", fields);
  if (ok) wait(answer);
  else say(detail);
});
form("redeem-form", async fields => {
  const { ok, detail } = await call("POST", "/api/v1/pairings/redeem", fields);
  if (!ok) say(detail);
  else await look();
});
form("approve-form", async fields => {
  const { ok, detail, answer } = await call("POST", "/api/v1/pairings/approve", fields);
  say(ok ? `${answer.name} is let in as ${answer.role}.` : detail);
  if (ok) setTimeout(list, 3000);
});
place("invite").addEventListener("click", async () => {
  const { ok, detail, answer } = await call("POST", "/api/v1/pairings/invite", { role: place("approve-form").elements.role.value });
  say(ok ? `Type this at /pair on the device. It lets one device in, within ${answer.expiresInSeconds / 60} minutes.` : detail);
  place("invited").textContent = ok ? answer.code : "";
  place("invited").hidden = !ok;
});
place("leave").addEventListener("click", async () => {
  const { ok, detail } = await call("DELETE", "/api/v1/me");
  say(ok ? "This device is out." : detail);
  await look();
});

look().catch(error => say(`The kit does not answer: ${error.message}`));
