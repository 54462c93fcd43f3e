// Reads every .m3u8 of a folder with two parsers that are not ours, and prints what each makes of it:
//   node oracle.mjs FOLDER → { "name.m3u8": { "m3u8-parser": {…}, "hls-parser": {…} } }
// PlaylistOracleTests compares that with what EdgeKit itself reads. A playlist that a parser refuses gets { error }.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'm3u8-parser';
import hlsParser from 'hls-parser';

hlsParser.setOptions({ strictMode: true });

const media = (playlist, segments, next) => ({
  kind: 'media',
  targetDuration: playlist.targetDuration,
  partTarget: playlist.partTargetDuration ?? null,
  segments,
  nextParts: next.parts,
  hints: next.hints,
});

function withM3u8Parser(text) {
  const parser = new Parser();
  parser.push(text);
  parser.end();
  const playlist = parser.manifest;
  if (playlist.playlists) {
    const renditions = Object.values(playlist.mediaGroups).flatMap((groups) => Object.values(groups)).flatMap((group) => Object.values(group));
    return {
      kind: 'multivariant',
      variants: playlist.playlists.map((one) => ({ uri: one.uri, bandwidth: one.attributes.BANDWIDTH })),
      winding: playlist.iFramePlaylists.map((one) => one.uri),
      renditions: renditions.map((one) => one.uri ?? null),
    };
  }

  const skipped = playlist.skip?.skippedSegments ?? 0;
  const read = media(
    playlist,
    playlist.segments.map((segment, index) => ({
      msn: playlist.mediaSequence + skipped + index,
      uri: segment.uri,
      duration: segment.duration,
      parts: (segment.parts ?? []).map((part) => part.uri),
      map: segment.map?.uri ?? null,
      range: segment.byterange ? `${segment.byterange.length}@${segment.byterange.offset}` : null,
    })),
    {
      parts: (playlist.preloadSegment?.parts ?? []).map((part) => part.uri),
      hints: (playlist.preloadSegment?.preloadHints ?? []).map((hint) => hint.uri),
    });
  return { ...read, skipped, mediaSequence: playlist.mediaSequence, ended: !!playlist.endList, canBlockReload: !!playlist.serverControl?.canBlockReload };
}

function withHlsParser(text) {
  const playlist = hlsParser.parse(text);
  if (playlist.isMasterPlaylist) {
    const renditions = new Set(playlist.variants.flatMap((one) => ['audio', 'video', 'subtitles', 'closedCaptions'].flatMap((type) => one[type] ?? []).map((rendition) => rendition.uri ?? null)));
    return {
      kind: 'multivariant',
      variants: playlist.variants.filter((one) => !one.isIFrameOnly).map((one) => ({ uri: one.uri, bandwidth: one.bandwidth })),
      winding: playlist.variants.filter((one) => one.isIFrameOnly).map((one) => one.uri),
      // It lists those alone that a variant refers to.
      renditions: [...renditions],
    };
  }

  // The segment in progress comes last, without a URI; its hint is among its parts.
  const complete = playlist.segments.filter((segment) => segment.uri);
  const open = playlist.segments.filter((segment) => !segment.uri).flatMap((segment) => segment.parts);
  const read = media(
    playlist,
    complete.map((segment) => ({
      msn: segment.mediaSequenceNumber,
      uri: segment.uri,
      duration: segment.duration,
      parts: segment.parts.map((part) => part.uri),
      map: segment.map?.uri ?? null,
      range: segment.byterange ? `${segment.byterange.length}@${segment.byterange.offset}` : null,
      discontinuity: segment.discontinuitySequence,
    })),
    {
      parts: open.filter((part) => !part.hint).map((part) => part.uri),
      hints: open.filter((part) => part.hint).map((part) => part.uri),
    });
  return {
    ...read,
    skipped: playlist.skip,
    mediaSequence: playlist.mediaSequenceBase,
    ended: playlist.endlist,
    canBlockReload: !!playlist.lowLatencyCompatibility?.canBlockReload,
  };
}

function attempt(read, text) {
  try {
    return read(text);
  } catch (error) {
    return { error: String(error.message) };
  }
}

const folder = process.argv[2];
const result = {};
for (const name of readdirSync(folder).filter((file) => file.endsWith('.m3u8')).sort()) {
  const text = readFileSync(join(folder, name), 'utf8');
  result[name] = { 'm3u8-parser': attempt(withM3u8Parser, text), 'hls-parser': attempt(withHlsParser, text) };
}

console.log(JSON.stringify(result));
