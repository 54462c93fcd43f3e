namespace EdgeKit.Testing.Streams;

/// <summary>
/// Makes low latency HLS of an endless fragmented MP4 while an encoder sends it: each fragment (<c>moof</c> and <c>mdat</c>)
/// is a part, and as many as fill the segment's duration are a segment. ffmpeg itself writes no <c>EXT-X-PART</c>.
/// </summary>
internal sealed class FragmentPackager(PackagedMedia media, LiveTimeline timeline, TestOriginOptions options)
{
    /// <summary>Reads until the stream ends.</summary>
    public async Task RunAsync(OriginContent stream, CancellationToken cancellationToken)
    {
        using var header = new MemoryStream();
        using var part = new MemoryStream();
        Mp4VideoTrack? track = null;
        (TimeSpan Duration, bool IsIndependent) fragment = default;
        var offset = 0L;
        while (await ReadBoxAsync(stream, offset, cancellationToken) is { } box)
        {
            offset += box.Bytes.Length;
            if (track is null)
            {
                header.Write(box.Bytes.Span);
                if (box.Type is "moov")
                {
                    track = Mp4VideoTrack.In(box);
                    media.Header = header.ToArray();
                }

                continue;
            }

            part.Write(box.Bytes.Span);
            if (box.Type is "moof")
            {
                fragment = track.Read(box);
            }
            else if (box.Type is "mdat")
            {
                var inSegment = media.Add(timeline.Next, part.ToArray(), fragment.Duration, fragment.IsIndependent);
                timeline.Publish(endsSegment: inSegment > options.SegmentDuration - (options.PartDuration / 2));
                part.SetLength(0);
            }
        }

        timeline.End();
    }

    private static async Task<Mp4Box?> ReadBoxAsync(OriginContent stream, long offset, CancellationToken cancellationToken)
    {
        var header = new byte[Mp4Box.HeaderBytes];
        if (!await ReadAllAsync(stream, offset, header, cancellationToken))
        {
            return null;
        }

        var box = new byte[Mp4Box.LengthOf(header)];
        return await ReadAllAsync(stream, offset, box, cancellationToken) ? Mp4Box.In(box).Single() : null;
    }

    private static async Task<bool> ReadAllAsync(OriginContent stream, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (into.Length > 0)
        {
            var got = await stream.ReadAsync(offset, into, cancellationToken);
            if (got == 0)
            {
                return false;
            }

            offset += got;
            into = into[got..];
        }

        return true;
    }
}
