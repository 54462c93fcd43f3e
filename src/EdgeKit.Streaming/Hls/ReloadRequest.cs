using System.Globalization;

namespace EdgeKit.Streaming.Hls;

/// <summary>The delivery directives of a playlist request (RFC 8216bis section 6.2.5).</summary>
/// <param name="Msn">_HLS_msn: the media sequence number to wait for, 0 to 2^53.</param>
/// <param name="Part">_HLS_part: the part of it to wait for, from 0. Without <paramref name="Msn"/> it is refused by <see cref="ReloadRules"/>.</param>
/// <param name="Skip">_HLS_skip is YES or v2: a delta update will do.</param>
internal readonly record struct ReloadRequest(long? Msn, int? Part, bool Skip)
{
    /// <summary>
    /// Reads the query of a request, with or without its question mark. Other keys are ignored, and so is a value of _HLS_skip that we do
    /// not know, since a full playlist answers it. Null and a <paramref name="fault"/> if a directive cannot be read or is there twice.
    /// </summary>
    public static ReloadRequest? TryRead(ReadOnlySpan<char> query, out string? fault)
    {
        string? msn = null;
        string? part = null;
        string? skip = null;
        fault = null;
        query = query is ['?', ..] ? query[1..] : query;
        foreach (var piece in query.Split('&'))
        {
            var pair = query[piece];
            var equals = pair.IndexOf('=');
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? [] : pair[(equals + 1)..];
            fault ??= key switch
            {
                "_HLS_msn" => Take(value, "_HLS_msn", ref msn),
                "_HLS_part" => Take(value, "_HLS_part", ref part),
                "_HLS_skip" => Take(value, "_HLS_skip", ref skip),
                _ => null,
            };
        }

        var wantedMsn = Whole(msn, PlaylistNumber.Greatest, "_HLS_msn", ref fault);
        var wantedPart = Whole(part, int.MaxValue, "_HLS_part", ref fault);
        return fault is null ? new ReloadRequest(wantedMsn, (int?)wantedPart, skip is "YES" or "v2") : null;
    }

    private static string? Take(ReadOnlySpan<char> value, string name, ref string? taken)
    {
        if (taken is not null)
        {
            return $"{name} is there twice";
        }

        taken = value.ToString();
        return null;
    }

    private static long? Whole(string? text, long greatest, string name, ref string? fault)
    {
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= greatest)
        {
            return value;
        }

        fault ??= string.Create(CultureInfo.InvariantCulture, $"{name} is not a whole number from 0 to {greatest}");
        return null;
    }
}
