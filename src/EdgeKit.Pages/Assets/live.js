// Plays the stream: by the player that the kit carries, else by the browser itself, where one of them is there.

const library = "/assets/hls.js";
const againMs = 2000;
const video = document.getElementById("video");
const watch = document.getElementById("watch");

let playing = null;
let offered = null;

const hasOwn = () => video.canPlayType("application/vnd.apple.mpegurl") !== "";

// What plays here: "library", "browser", or nothing.
async function ask() {
  const { ok } = await fetch(library, { method: "HEAD" });
  return ok ? "library" : hasOwn() ? "browser" : null;
}

function load() {
  return new Promise((loaded, failed) => {
    if (window.Hls) return loaded();
    const script = document.createElement("script");
    script.src = library;
    script.onload = loaded;
    script.onerror = () => failed(new Error(`${library} did not load`));
    document.head.append(script);
  });
}

function playByLibrary(playlist) {
  const hls = new window.Hls({ enableWorker: false, liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, backBufferLength: 30 });
  hls.on(window.Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    // An outage ends; so does a bad frame.
    if (type === window.Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else setTimeout(() => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(playlist)), againMs);
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
}

async function start() {
  watch.hidden = true;
  video.controls = true;
  try {
    if (await offered === "library") {
      await load();
      playByLibrary(playing);
    } else {
      video.src = playing;
    }

    await video.play();
  } catch (error) {
    console.info(error.message);
    watch.hidden = window.Hls !== undefined;
  }
}

// Says whether there is something to watch and something to watch it with.
export async function offer(playlist) {
  if (!playlist) return false;
  playing ??= playlist;
  offered ??= ask();
  return await offered !== null;
}

watch.addEventListener("click", start);
