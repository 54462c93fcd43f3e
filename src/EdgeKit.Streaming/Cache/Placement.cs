namespace EdgeKit.Streaming.Cache;

/// <summary>Where an object stands in its stream, which decides how long it is kept.</summary>
/// <param name="kind">What it is.</param>
/// <param name="window">Of its rendition; null for what nothing names.</param>
/// <param name="number">Of its segment; of an initialization segment, of the last one that needs it.</param>
internal sealed class Placement(ObjectKind kind, LiveWindow? window, long number)
{
    private long _number = number;

    /// <summary>For what nothing names.</summary>
    public static Placement Unnamed { get; } = new(ObjectKind.Unnamed, window: null, number: 0);

    public ObjectKind Kind => kind;

    public LiveWindow? Window => window;

    /// <summary>Moves on while playlists go on naming it.</summary>
    public long Number
    {
        get => Interlocked.Read(ref _number);
        set => Interlocked.Exchange(ref _number, value);
    }

    /// <summary>Of a segment: the parts that it is made of, if a playlist named them.</summary>
    public IReadOnlyList<ObjectKey> Parts { get; init; } = [];

    /// <summary>Whether the origin says that it is there, so that an answer of 404 is worth remembering.</summary>
    public bool IsListed { get; init; }

    /// <summary>Called when the origin has given all of it.</summary>
    public Action? Came { get; init; }

    /// <summary>Whether no playlist leads there any more.</summary>
    public bool HasLeft => window is null || window.IsClosed || Number < window.Oldest;
}
