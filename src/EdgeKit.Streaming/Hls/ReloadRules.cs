namespace EdgeKit.Streaming.Hls;

/// <summary>Decides about blocking playlist reloads (RFC 8216bis section 6.2.5.2). Pure: how long to hold a request is the caller's to say.</summary>
internal static class ReloadRules
{
    /// <summary>How far beyond the last complete segment a request may look, in segments.</summary>
    public const int AdvanceSegmentLimit = 2;

    /// <summary>
    /// How far beyond the last part listed a request may look, in parts: three, or three seconds' worth if a part target is below a second.
    /// </summary>
    public static int AdvancePartLimit(double? partTargetSeconds) =>
        partTargetSeconds is > 0 and < 1 and var target ? (int)Math.Min(Math.Ceiling(3 / target), int.MaxValue) : 3;

    /// <summary>What to do with <paramref name="request"/> while <paramref name="current"/> is the newest playlist there is.</summary>
    public static ReloadVerdict Decide(MediaPlaylist current, ReloadRequest request)
    {
        // Both directives are ignored once nothing will come, even where they would be refused.
        if (current.IsEnded)
        {
            return ReloadVerdict.Answer.Now;
        }

        if (request.Msn is not { } msn)
        {
            return request.Part is null ? ReloadVerdict.Answer.Now : new ReloadVerdict.Refuse("_HLS_part without _HLS_msn");
        }

        if (msn > current.LastMsn + AdvanceSegmentLimit)
        {
            return new ReloadVerdict.Refuse("_HLS_msn is more than two beyond the last segment");
        }

        return request.Part is { } part ? Decide(current, msn, part) : Decide(current, msn);
    }

    private static ReloadVerdict Decide(MediaPlaylist current, long msn) =>
        msn <= current.LastMsn ? ReloadVerdict.Answer.Now : new ReloadVerdict.Wait(msn, null);

    private static ReloadVerdict Decide(MediaPlaylist current, long msn, int part)
    {
        if (msn < current.LastMsn)
        {
            return ReloadVerdict.Answer.Now;
        }

        if (msn == current.LastMsn)
        {
            // A segment whose parts are no longer listed, or never were, is there as a whole.
            var parts = current.Find(msn)?.Parts.Count ?? 0;
            if (parts == 0 || part < parts)
            {
                return ReloadVerdict.Answer.Now;
            }

            // Beyond the final part of a complete segment it counts as part 0 of the next.
            (msn, part) = (msn + 1, 0);
        }

        var listed = msn == current.LastMsn + 1 ? current.PartsOfNext : 0;
        if (part < listed)
        {
            return ReloadVerdict.Answer.Now;
        }

        // The last part listed has the index listed - 1; of a segment that has none yet, the parts before it are not counted.
        return part - (listed - 1) > AdvancePartLimit(current.PartTargetSeconds)
            ? new ReloadVerdict.Refuse("_HLS_part is beyond the advance part limit")
            : new ReloadVerdict.Wait(msn, part);
    }
}
