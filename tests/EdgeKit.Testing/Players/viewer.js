// In the page of one viewer: plays `address` by the player that the page has loaded, and notes what happens in window.viewer.
'use strict';

const sampleEveryMs = 100;
const address = new URLSearchParams(location.search).get('address');
const video = document.querySelector('video');

const viewer = {
  samples: [], // wall clock and currentTime; how far behind the live edge as the player knows it, and behind the encoder; in seconds
  errors: [],
  seeks: 0,
  stalls: 0,
  isPlaying: () => video.currentTime > 0 && !video.paused && video.readyState >= 3 && viewer.samples.length > 0,
};
window.viewer = viewer;

function note(error, isFatal) {
  viewer.errors.push({ atMs: Date.now(), text: error, isFatal });
}

function watchHls() {
  const hls = new Hls({ lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5 });
  hls.on(Hls.Events.ERROR, (_, data) => note(`${data.details}: ${data.error?.message ?? ''} ${data.response?.code ?? ''} ${data.frag?.url ?? data.url ?? ''}`, data.fatal));
  hls.loadSource(address);
  hls.attachMedia(video);
  return { latency: () => hls.latency, behind: () => (hls.playingDate ? (Date.now() - hls.playingDate.getTime()) / 1000 : null) };
}

function watchDash() {
  const player = dashjs.MediaPlayer().create();
  player.updateSettings({
    streaming: {
      utcSynchronization: { defaultTimingSource: { scheme: 'urn:mpeg:dash:utc:http-xsdate:2014', value: new URL('/time', location.href).href } },
    },
  });
  player.on(dashjs.MediaPlayer.events.ERROR, ({ error }) => note(`${error.code}: ${error.message}`, true));
  player.initialize(video, address, true);
  return { latency: () => player.getCurrentLiveLatency(), behind: () => player.getCurrentLiveLatency() };
}

video.addEventListener('seeking', () => { viewer.seeks++; });
video.addEventListener('waiting', () => { viewer.stalls++; });
video.addEventListener('error', () => note(`video: ${video.error?.message}`, true));

const player = window.Hls ? watchHls() : watchDash();
video.play().catch((error) => note(`play: ${error.message}`, false));
setInterval(() => {
  if (video.currentTime > 0) {
    viewer.samples.push({ at: Date.now() / 1000, position: video.currentTime, latency: player.latency(), behind: player.behind() });
  }
}, sampleEveryMs);
