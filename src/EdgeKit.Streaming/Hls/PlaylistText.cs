using System.Text;

namespace EdgeKit.Streaming.Hls;

/// <summary>The body of a playlist, read line by line.</summary>
internal readonly struct PlaylistText(ReadOnlyMemory<byte> body)
{
    /// <summary>The value of <paramref name="line"/>.</summary>
    public ReadOnlySpan<byte> Value(in PlaylistLine line) => body.Span.Slice(line.ValueStart, line.ValueLength);

    /// <summary>The URI that <paramref name="line"/> names, or null.</summary>
    public string? Uri(in PlaylistLine line) =>
        line.UriLength == 0 ? null : Encoding.UTF8.GetString(body.Span.Slice(line.UriStart, line.UriLength));

    /// <summary>An attribute of <paramref name="line"/>, or null if it does not have it.</summary>
    public string? Attribute(in PlaylistLine line, ReadOnlySpan<byte> name) =>
        AttributeReader.TryFind(Value(line), name, out var found) ? Encoding.UTF8.GetString(found.Value) : null;

    /// <summary>A whole number among the attributes of <paramref name="line"/>.</summary>
    public long? Whole(in PlaylistLine line, ReadOnlySpan<byte> name) =>
        AttributeReader.TryFind(Value(line), name, out var found) ? PlaylistNumber.Whole(found.Value) : null;

    /// <summary>A time in seconds among the attributes of <paramref name="line"/>.</summary>
    public double? Seconds(in PlaylistLine line, ReadOnlySpan<byte> name) =>
        AttributeReader.TryFind(Value(line), name, out var found) ? PlaylistNumber.Seconds(found.Value) : null;

    /// <summary>Whether an attribute of <paramref name="line"/> is YES.</summary>
    public bool IsYes(in PlaylistLine line, ReadOnlySpan<byte> name) =>
        AttributeReader.TryFind(Value(line), name, out var found) && found.Value.SequenceEqual("YES"u8);

    /// <summary><paramref name="line"/> with the place of the URI in its attribute URI.</summary>
    public PlaylistLine WithUriAttribute(in PlaylistLine line) =>
        AttributeReader.TryFind(Value(line), "URI"u8, out var found)
            ? line with { UriStart = line.ValueStart + found.ValueStart, UriLength = found.Value.Length }
            : line;
}
