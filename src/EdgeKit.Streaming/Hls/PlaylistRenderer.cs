using System.Buffers;
using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Hls;

/// <summary>
/// Writes a playlist for viewers: byte for byte what the origin wrote, save for the URIs that <c>rewrite</c> replaces, the promise
/// to hold requests (CAN-BLOCK-RELOAD=YES), and what a delta update skips or the ladder leaves out.
/// </summary>
/// <param name="rewrite">Given a URI as written, what to write; null leaves the bytes as they are.</param>
internal sealed class PlaylistRenderer(Func<string, string?> rewrite)
{
    /// <summary>The protocol version that has EXT-X-SKIP (RFC 8216bis section 8).</summary>
    private const int VersionWithSkip = 9;

    private static readonly SearchValues<char> BreaksAttribute = SearchValues.Create("\"\r\n");
    private static readonly SearchValues<char> BreaksLine = SearchValues.Create("\r\n");

    /// <summary>Whether a delta update of <paramref name="playlist"/> would skip anything.</summary>
    public static bool CanSkip(MediaPlaylist playlist) => SkippedSegments(playlist) > 0;

    /// <summary>
    /// Writes a media playlist. With <paramref name="skip"/>, and if there is anything to skip, it is a delta update (6.2.5.1): the segments
    /// that lie wholly beyond the skip boundary go, with the tags that apply to them, EXT-X-MAP and EXT-X-KEY among them, since the client has
    /// all of those. Date ranges stay, which answers both <c>YES</c> and <c>v2</c>. One that has ended is always whole.
    /// </summary>
    public byte[] Render(MediaPlaylist playlist, bool skip)
    {
        var output = new ArrayBufferWriter<byte>(playlist.Body.Length + 64);
        var skipped = skip ? SkippedSegments(playlist) : 0;
        var promise = playlist.IsEnded ? Nowhere : PromiseAfter(playlist.Lines);
        var mustSay = skipped > 0;
        for (var index = 0; index < playlist.Lines.Count; index++)
        {
            var line = playlist.Lines[index];
            if (line.Owner >= 0 && line.Owner < skipped)
            {
                if (mustSay)
                {
                    WriteSkip(output, skipped, Ending(playlist.Body.Span, line));
                    mustSay = false;
                }

                continue;
            }

            if (line.Tag == PlaylistTag.ServerControl && !playlist.IsEnded)
            {
                WriteControl(output, playlist.Body.Span, line);
            }
            else
            {
                WriteLine(output, playlist.Body.Span, line);
            }

            if (index == promise)
            {
                WritePromise(output, Ending(playlist.Body.Span, line), line.EndingLength == 0);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a multivariant playlist with those variants only whose index is in <paramref name="keptVariants"/>. Renditions all stay.</summary>
    public byte[] Render(MultivariantPlaylist playlist, IReadOnlySet<int> keptVariants)
    {
        var output = new ArrayBufferWriter<byte>(playlist.Body.Length + 64);
        foreach (var line in playlist.Lines)
        {
            if (line.Owner == PlaylistLine.Nowhere || keptVariants.Contains(line.Owner))
            {
                WriteLine(output, playlist.Body.Span, line);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    // 6.2.5.1: what is further from the end of the last segment than the skip boundary. A segment across the boundary stays.
    private static int SkippedSegments(MediaPlaylist playlist)
    {
        if (playlist.CanSkipUntilSeconds is not { } boundary || playlist.IsEnded || playlist.Version < VersionWithSkip)
        {
            return 0;
        }

        var fromEnd = 0.0;
        for (var index = playlist.Segments.Count - 1; index >= 0; index--)
        {
            if (fromEnd > boundary)
            {
                return index + 1;
            }

            fromEnd += playlist.Segments[index].DurationSeconds;
        }

        return 0;
    }

    private const int Nowhere = -1;

    // The line after which the promise is written, if no EXT-X-SERVER-CONTROL is there to carry it.
    private static int PromiseAfter(IReadOnlyList<PlaylistLine> lines)
    {
        var after = 0;
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index].Tag == PlaylistTag.ServerControl)
            {
                return Nowhere;
            }

            // EXT-X-TARGETDURATION wins over EXT-X-VERSION, and that over EXTM3U, which is the first line.
            var better = lines[index].Tag == PlaylistTag.TargetDuration
                || (lines[index].Tag == PlaylistTag.Version && lines[after].Tag == PlaylistTag.ExtM3U);
            after = better && lines[after].Tag != PlaylistTag.TargetDuration ? index : after;
        }

        return after;
    }

    private static void WriteSkip(ArrayBufferWriter<byte> output, int skipped, ReadOnlySpan<byte> ending)
    {
        output.Write("#EXT-X-SKIP:SKIPPED-SEGMENTS="u8);
        output.Write(Encoding.ASCII.GetBytes(skipped.ToString(CultureInfo.InvariantCulture)));
        output.Write(ending);
    }

    private static void WritePromise(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> ending, bool isLast)
    {
        if (isLast)
        {
            output.Write(ending);
        }

        output.Write("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES"u8);
        if (!isLast)
        {
            output.Write(ending);
        }
    }

    // Its other attributes pass as they are. CAN-BLOCK-RELOAD knows no value but YES (4.4.3.8), so any other is replaced.
    private static void WriteControl(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body, in PlaylistLine line)
    {
        var value = body.Slice(line.ValueStart, line.ValueLength);
        if (AttributeReader.TryFind(value, "CAN-BLOCK-RELOAD"u8, out var found))
        {
            output.Write(body[line.Start..(line.ValueStart + found.ValueStart)]);
            output.Write("YES"u8);
            output.Write(body[(line.ValueStart + found.ValueStart + found.Value.Length)..line.End]);
            return;
        }

        var from = line.ValueLength == 0 ? line.Start + line.Length : line.ValueStart;
        output.Write(line.ValueLength == 0 ? "#EXT-X-SERVER-CONTROL:"u8 : body[line.Start..from]);
        output.Write("CAN-BLOCK-RELOAD=YES"u8);
        output.Write(line.ValueLength == 0 ? [] : ","u8);
        output.Write(body[from..line.End]);
    }

    private static ReadOnlySpan<byte> Ending(ReadOnlySpan<byte> body, in PlaylistLine line) =>
        line.EndingLength == 0 ? "\n"u8 : body.Slice(line.Start + line.Length, line.EndingLength);

    private void WriteLine(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body, in PlaylistLine line)
    {
        if (Rewritten(body, line) is not { } uri)
        {
            output.Write(body[line.Start..line.End]);
            return;
        }

        output.Write(body[line.Start..line.UriStart]);
        output.Write(Encoding.UTF8.GetBytes(uri));
        output.Write(body[(line.UriStart + line.UriLength)..line.End]);
    }

    private string? Rewritten(ReadOnlySpan<byte> body, in PlaylistLine line)
    {
        if (line.UriLength == 0)
        {
            return null;
        }

        var written = Encoding.UTF8.GetString(body.Slice(line.UriStart, line.UriLength));
        if (PlaylistVariable.IsIn(written) || rewrite(written) is not { Length: > 0 } uri)
        {
            return null;
        }

        // What would end the attribute or the line is not written: it would let a URI add tags of its own.
        var breaks = line.Tag == PlaylistTag.Uri ? uri[0] == '#' || uri.AsSpan().ContainsAny(BreaksLine) : uri.AsSpan().ContainsAny(BreaksAttribute);
        return breaks ? null : uri;
    }
}
