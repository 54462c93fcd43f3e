// Keeps the tiles as they are now: after every event of the kit, at most once a second, and every ten seconds in any case.

const place = document.getElementById("tiles");
const link = document.getElementById("link");
let last = 0;
let waiting = null;

function say(text, connected) {
  if (!link) return;
  link.textContent = text;
  link.dataset.connected = connected;
}

async function refresh() {
  waiting = null;
  last = performance.now();
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(8_000) });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("tiles");
    const focused = document.activeElement?.getAttribute("href");
    if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
    if (focused && place.querySelector(`a[href="${CSS.escape(focused)}"]`) !== document.activeElement) place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    say(`As of ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`, true);
  } catch (error) {
    say(`The box does not answer (${error.message}). This is what it last said.`, false);
  }
}

function soon() {
  waiting ??= setTimeout(refresh, Math.max(0, 1000 - (performance.now() - last)));
}

const events = new EventSource("/api/v1/events");
for (const type of ["stock", "order", "promise", "power", "live", "uplink", "check", "reset"]) events.addEventListener(type, soon);
events.addEventListener("error", soon);
setInterval(soon, 10_000);
