// Has two parsers that are not ours read every .m3u8 of a folder:  node parse.mjs FOLDER
//   → { playlists, deltas, refused: [why, of the first five] }
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'm3u8-parser';
import hlsParser from 'hls-parser';

hlsParser.setOptions({ strictMode: true });

function withM3u8Parser(text) {
  const parser = new Parser();
  const warnings = [];
  parser.on('warn', ({ message }) => warnings.push(message));
  parser.push(text);
  parser.end();
  if (warnings.length > 0) {
    throw new Error(warnings.join('; '));
  }

  return parser.manifest.playlists?.length ?? parser.manifest.segments.length + (parser.manifest.skip?.skippedSegments ?? 0);
}

function withHlsParser(text) {
  const playlist = hlsParser.parse(text);
  return playlist.isMasterPlaylist ? playlist.variants.length : playlist.segments.filter((segment) => segment.uri).length + playlist.skip;
}

const folder = process.argv[2];
const result = { playlists: 0, deltas: 0, refused: [] };
for (const name of readdirSync(folder).filter((file) => file.endsWith('.m3u8'))) {
  const text = readFileSync(join(folder, name), 'utf8');
  result.playlists++;
  result.deltas += text.includes('#EXT-X-SKIP:') ? 1 : 0;
  try {
    const [one, other] = [withM3u8Parser(text), withHlsParser(text)];
    if (one !== other || one === 0) {
      throw new Error(`m3u8-parser finds ${one} segments or variants, hls-parser ${other}`);
    }
  } catch (error) {
    result.refused.push(`${name}: ${error.message.slice(0, 200)}`);
  }
}

result.refused.splice(5);
console.log(JSON.stringify(result));
