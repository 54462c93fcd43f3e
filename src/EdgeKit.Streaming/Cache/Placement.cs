namespace EdgeKit.Streaming.Cache;

/// <summary>Where an object stands in its stream, which decides how long it is kept.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Window">Of its rendition; null for what nothing names.</param>
/// <param name="Number">Of its segment; <see cref="long.MaxValue"/> for what is needed as long as the rendition is.</param>
internal sealed record Placement(ObjectKind Kind, LiveWindow? Window, long Number)
{
    /// <summary>For what nothing names.</summary>
    public static Placement Unnamed { get; } = new(ObjectKind.Unnamed, Window: null, Number: 0);

    /// <summary>Of a segment: the parts that it is made of, if a playlist named them.</summary>
    public IReadOnlyList<ObjectKey> Parts { get; init; } = [];

    /// <summary>Whether no playlist leads there any more.</summary>
    public bool HasLeft => Window is null || Number < Window.Oldest;
}
