namespace EdgeKit.Testing.Streams;

/// <summary>What fragments of a video track need to be understood.</summary>
/// <param name="Id">The track's number.</param>
/// <param name="Timescale">Units in a second.</param>
/// <param name="DefaultDuration">Units of a sample that says nothing else.</param>
/// <param name="DefaultFlags">Flags of a sample that says nothing else.</param>
internal sealed record Mp4VideoTrack(uint Id, uint Timescale, uint DefaultDuration, uint DefaultFlags)
{
    private const uint NonSyncSample = 0x10000;

    /// <summary>Finds it in a <c>moov</c>.</summary>
    public static Mp4VideoTrack In(Mp4Box moov)
    {
        var track = moov.At("trak").First(static track => track.At("mdia", "hdlr").Single().Content.Span.Slice(8, 4).SequenceEqual("vide"u8));
        var header = track.At("tkhd").Single();
        var id = header.Number(header.Content.Span[0] == 0 ? 12 : 20);
        var media = track.At("mdia", "mdhd").Single();
        var defaults = moov.At("mvex", "trex").Single(trex => trex.Number(4) == id);
        return new Mp4VideoTrack(id, media.Number(media.Content.Span[0] == 0 ? 12 : 20), defaults.Number(12), defaults.Number(20));
    }

    /// <summary>The media time of a fragment, and whether it begins with a key frame.</summary>
    public (TimeSpan Duration, bool IsIndependent) Read(Mp4Box moof)
    {
        var fragment = moof.At("traf").Single(traf => traf.At("tfhd").Single().Number(4) == Id);
        var (duration, flags) = Defaults(fragment.At("tfhd").Single());
        var (units, firstFlags) = (0L, (uint?)null);
        foreach (var run in fragment.At("trun"))
        {
            var (has, count) = (run.Number(0) & 0xFFFFFF, run.Number(4));
            var at = 8 + Has(has, 0x1);
            var runFlags = (has & 0x4) != 0 ? run.Number(at) : (uint?)null;
            at += Has(has, 0x4);
            for (var sample = 0; sample < count; sample++)
            {
                units += (has & 0x100) != 0 ? run.Number(at) : duration;
                var sampleFlags = (has & 0x400) != 0 ? run.Number(at + Has(has, 0x100) + Has(has, 0x200)) : flags;
                firstFlags ??= runFlags ?? sampleFlags;
                at += Has(has, 0x100) + Has(has, 0x200) + Has(has, 0x400) + Has(has, 0x800);
            }
        }

        return (TimeSpan.FromSeconds(units / (double)Timescale), (firstFlags & NonSyncSample) == 0);
    }

    private static int Has(uint flags, uint flag) => (flags & flag) != 0 ? 4 : 0;

    private (uint Duration, uint Flags) Defaults(Mp4Box header)
    {
        var has = header.Number(0) & 0xFFFFFF;
        var at = 8 + (2 * Has(has, 0x1)) + Has(has, 0x2);
        var duration = (has & 0x8) != 0 ? header.Number(at) : DefaultDuration;
        at += Has(has, 0x8) + Has(has, 0x10);
        return (duration, (has & 0x20) != 0 ? header.Number(at) : DefaultFlags);
    }
}
