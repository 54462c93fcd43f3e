// Real players in a real browser:  node players.mjs SETUP.json
//   setup: { chromium, seconds, report, playlists, viewers: [{ name, player: "hls" | "dash", address }] }
// Each viewer has a browser context of its own. Prints "playing" once all of them play, "done" seconds later, and writes to the file
// `report` what each saw; every playlist and manifest that was sent goes to the folder `playlists`, in the order of the answers' heads.
import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const packages = join(import.meta.dirname, '../../../node_modules');
const scripts = {
  '/hls.js': join(packages, 'hls.js/dist/hls.min.js'),
  '/dash.js': join(packages, 'dashjs/dist/modern/umd/dash.all.min.js'),
  '/viewer.js': join(import.meta.dirname, 'viewer.js'),
};
const startWithin = 30_000;
const setup = JSON.parse(await readFile(process.argv[2], 'utf8'));

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const script = scripts[pathname];
  response.setHeader('Cache-Control', 'no-store');
  if (script) {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(await readFile(script));
  } else if (pathname === '/hls' || pathname === '/dash') {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>${pathname.slice(1)}</title><link rel="icon" href="data:,"><video muted playsinline width="320"></video><script src="${pathname}.js"></script><script src="/viewer.js"></script>`);
  } else if (pathname === '/time') {
    response.setHeader('Content-Type', 'text/plain');
    response.end(new Date().toISOString());
  } else {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const pages = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: setup.chromium,
  args: [
    '--no-sandbox',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--autoplay-policy=no-user-gesture-required',
    '--mute-audio',
  ],
});

// Null if the player gave the answer up before its end.
async function keep(response, file, failures) {
  const playlist = { file, address: response.url(), atMs: Date.now() };
  try {
    await writeFile(join(setup.playlists, file), await response.body());
    return playlist;
  } catch (error) {
    failures.push(`${file} was not read: ${error.message}`);
    return null;
  }
}

async function watch(viewer) {
  const context = await browser.newContext({ viewport: { width: 360, height: 240 } });
  const page = await context.newPage();
  const seen = { failures: [], loads: 0, crashes: 0, reading: [], isOver: false };
  page.on('crash', () => { seen.crashes++; });
  page.on('pageerror', (error) => seen.failures.push(`page: ${error.message}`));
  page.on('load', () => { seen.loads++; });
  page.on('requestfailed', (request) => seen.failures.push(`${Date.now()} ${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400) {
      seen.failures.push(`${Date.now()} ${response.url()}: ${response.status()}`);
    }

    if (response.status() === 200 && /\.(m3u8|mpd)$/.test(pathname) && !seen.isOver) {
      const file = `${viewer.name}-${String(seen.reading.length).padStart(5, '0')}${/\.\w+$/.exec(pathname)[0]}`;
      seen.reading.push(keep(response, file, seen.failures));
    }
  });
  await page.goto(`${pages}/${viewer.player}?${new URLSearchParams({ address: viewer.address })}`);
  return { viewer, page, seen };
}

async function tell({ viewer, page, seen }) {
  seen.isOver = true;
  const playlists = (await Promise.all(seen.reading)).filter(Boolean);
  const { samples, errors, seeks, stalls } = await page.evaluate(() => window.viewer);
  await page.close();
  const { failures, loads, crashes } = seen;
  return { name: viewer.name, samples, errors, seeks, stalls, playlists, failures, loads, crashes };
}

try {
  const watching = await Promise.all(setup.viewers.map(watch));
  await Promise.all(watching.map(async ({ viewer, page }) => {
    try {
      await page.waitForFunction(() => window.viewer.isPlaying(), undefined, { timeout: startWithin, polling: 100 });
    } catch (error) {
      const state = await page.evaluate(() => JSON.stringify(window.viewer));
      throw new Error(`${viewer.name} does not play: ${state}`, { cause: error });
    }
  }));
  console.log('playing');
  await new Promise((passed) => setTimeout(passed, setup.seconds * 1000));
  await writeFile(setup.report, JSON.stringify(await Promise.all(watching.map(tell))));
  console.log('done');
} finally {
  await browser.close();
  server.close();
}
