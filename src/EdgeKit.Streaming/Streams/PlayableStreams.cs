using EdgeKit.Kernel.Live;

namespace EdgeKit.Streaming.Streams;

/// <summary>The streams of the configuration, for pages.</summary>
internal sealed class PlayableStreams(StreamingOptions options, StreamDirectory streams) : ILiveStreams
{
    /// <inheritdoc />
    public IReadOnlyList<string> Names { get; } = [.. options.Streams.Select(static stream => stream.Name)];

    /// <inheritdoc />
    public string? PlaylistOf(string name) => options.Streams.FirstOrDefault(stream => string.Equals(stream.Name, name, StringComparison.Ordinal))?.Playlist is { } playlist
        ? streams.All.First(stream => string.Equals(stream.Name, name, StringComparison.Ordinal)).Address(playlist)
        : null;
}
