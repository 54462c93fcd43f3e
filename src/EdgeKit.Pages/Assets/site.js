// Makes a site's page live: what is left, the countdown, the stream. Everything on it works without.

const reloadWithin = 2000;
const say = {
  left: count => (count > 0 ? `${count} left` : "sold out"),
  places: count => (count === 0 ? "All places are taken" : count === 1 ? "1 place left" : `${count} places left`),
  clock(seconds) {
    const [d, h, m, s] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
    const two = number => String(number).padStart(2, "0");
    return `Begins in ${d > 0 ? `${d} d ` : ""}${two(h)}:${two(m)}:${two(s)}`;
  },
  minutes: seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
};

const page = () => document.getElementById("page");
const all = (selector, use) => document.querySelectorAll(selector).forEach(use);
let opensAt = null;
let swapping = null;
let hls = null;

// A countdown runs on the phone's own steady clock, from what the kit said.
function tick() {
  const now = performance.now();
  const counter = document.querySelector("[data-opens-in]");
  if (counter && opensAt !== null) counter.textContent = say.clock(Math.max(0, Math.round((opensAt - now) / 1000)));
  all("[data-seconds-left]", place => {
    place.endsAt ??= now + Number(place.dataset.secondsLeft) * 1000;
    const left = Math.max(0, Math.ceil((place.endsAt - now) / 1000));
    place.textContent = say.minutes(left);
    if (left === 0 && !place.isOver) {
      place.isOver = true;
      const said = place.closest("[role=timer], .note");
      if (said) said.textContent = "The time is over. If it is still there, it is yours all the same.";
    }
  });
}

function show(state) {
  const shown = page();
  if (String(state.revision) !== shown.dataset.revision) return swap();
  all("[data-stock]", place => {
    const count = state.stock[place.dataset.stock];
    if (count !== undefined && place.textContent !== say.left(count)) place.textContent = say.left(count);
  });
  all("[data-item]", item => item.classList.toggle("gone", state.stock[item.dataset.item] === 0));
  if (state.placesLeft !== undefined) all("[data-places]", place => { place.textContent = say.places(state.placesLeft); });
  const held = shown.dataset.call === "Checkout";
  const gone = shown.dataset.call === "Hold" && state.stock[shown.dataset.offered] === 0;
  if (!held && (gone || state.call.toLowerCase() !== shown.dataset.call.toLowerCase())) swap();
}

// Gets the page anew, not all phones at once. What plays and what somebody types in stays.
function swap() {
  swapping ??= setTimeout(async () => {
    swapping = null;
    const answer = await fetch(location.href).catch(() => null);
    if (!answer) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page");
    if (!next) return location.reload();
    const busy = hls !== null || document.querySelector("video[src]") || page().contains(document.activeElement) && document.activeElement.matches("select");
    if (busy) {
      document.getElementById("call").replaceWith(next.querySelector("#call"));
      Object.assign(page().dataset, { revision: next.dataset.revision, call: next.dataset.call, offered: next.dataset.offered ?? "" });
    } else {
      page().replaceWith(next);
      offer();
    }
    tick();
  }, Math.random() * reloadWithin);
}

function listen(path) {
  const events = new EventSource(path);
  events.addEventListener("first", event => {
    const state = JSON.parse(event.data);
    opensAt = state.opensIn === undefined ? null : performance.now() + state.opensIn * 1000;
    show(state);
  });
  events.addEventListener("state", event => show(JSON.parse(event.data)));
}

function load(library) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = loaded;
    script.onerror = () => failed(new Error(`${library} did not load`));
    document.head.append(script);
  });
}

// The kit's player wherever a script can hand the browser its pictures, fetched when somebody wants to watch. The browser's own only where it cannot, as
// on telephones of Apple: others say that they have one too, and then wait for ever.
const canUseLibrary = () => window.MediaSource?.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"') === true;

async function play(screen) {
  const video = screen.querySelector("video");
  const { playlist } = screen.dataset;
  screen.querySelector("button").hidden = true;
  video.controls = true;
  try {
    if (canUseLibrary() && await fetched()) await playByLibrary(video, playlist);
    else await playByBrowser(video, playlist);
  } catch (error) {
    console.info(error.message);
    screen.nextElementSibling.textContent = "This browser plays no live stream here. The rest of the page does not need it.";
  }
}

// A kit that was built without the player leaves it to the browser.
const fetched = () => load("/assets/hls.js").then(() => true, error => console.info(error.message));

async function playByBrowser(video, playlist) {
  video.src = playlist;
  await video.play();
}

async function playByLibrary(video, playlist) {
  hls = new window.Hls({ enableWorker: false, liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, backBufferLength: 30 });
  hls.on(window.Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    // An outage ends; so does a bad frame.
    if (type === window.Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else setTimeout(() => hls.loadSource(playlist), reloadWithin);
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  await video.play();
}

function offer() {
  all(".screen[data-playlist]", screen => {
    const watch = screen.querySelector("button");
    watch.hidden = false;
    watch.addEventListener("click", () => play(screen), { once: true });
  });
}

// A receipt that is on its way, and a reply that waits, look again by themselves.
function lookAgain() {
  const main = document.querySelector("main[data-again]");
  const seconds = Number(main?.dataset.again);
  if (!seconds) return;
  setTimeout(async () => {
    const answer = await fetch(location.href).catch(() => null);
    const next = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main") : null;
    if (next && !document.querySelector("details[open]") && next.innerHTML !== main.innerHTML) main.replaceWith(next);
    lookAgain();
  }, seconds * 1000);
}

if (page()?.dataset.live) listen(page().dataset.live);
offer();
lookAgain();
tick();
setInterval(tick, 1000);
