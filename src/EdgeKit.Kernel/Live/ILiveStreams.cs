namespace EdgeKit.Kernel.Live;

/// <summary>The live streams that pages may play.</summary>
public interface ILiveStreams
{
    /// <summary>Their names, in the order of the configuration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The path of a stream's playlist; null if there is no such stream, or it has none for pages.</summary>
    string? PlaylistOf(string name);
}
