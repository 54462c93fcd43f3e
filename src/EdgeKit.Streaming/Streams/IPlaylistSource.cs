using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Streams;

/// <summary>A playlist or manifest of a stream: one that lists others, or one of media that is polled.</summary>
internal interface IPlaylistSource
{
    /// <summary>Answers a viewer, who may wait for what is not there yet.</summary>
    Task<PlaylistOutcome> ReadAsync(ReloadRequest request, CancellationToken cancellationToken);
}
