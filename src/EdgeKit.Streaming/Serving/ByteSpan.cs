using Microsoft.Net.Http.Headers;

namespace EdgeKit.Streaming.Serving;

/// <summary>The bytes of an object that a request asks for (RFC 9110, 14.1.2).</summary>
/// <param name="From">The first; null counts <paramref name="To"/> from the end.</param>
/// <param name="To">The last; null is the end of the object.</param>
internal readonly record struct ByteSpan(long? From, long? To)
{
    /// <summary>Reads a <c>Range</c> header. What is not one span of bytes is ignored, as RFC 9110, 14.2 allows: null.</summary>
    public static ByteSpan? Read(string? header)
    {
        if (string.IsNullOrEmpty(header)
            || !RangeHeaderValue.TryParse(header, out var parsed)
            || !parsed.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
            || parsed.Ranges.Count != 1)
        {
            return null;
        }

        var range = parsed.Ranges.Single();
        return new ByteSpan(range.From, range.To);
    }

    /// <summary>Whether it can be answered while the length of the object is not known.</summary>
    public bool IsBounded => From is not null && To is not null;

    /// <summary>The first byte and how many, of an object of <paramref name="length"/> bytes; null if it has none of them.</summary>
    public (long From, long Count)? Of(long length)
    {
        if (From is not { } from)
        {
            var count = Math.Min(To!.Value, length);
            return count > 0 ? (length - count, count) : null;
        }

        return from < length ? (from, Math.Min(To ?? long.MaxValue, length - 1) - from + 1) : null;
    }
}
