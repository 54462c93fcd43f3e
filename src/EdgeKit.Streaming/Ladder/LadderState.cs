using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Origins;
using EdgeKit.Streaming.Streams;

namespace EdgeKit.Streaming.Ladder;

/// <summary>Which rungs of one multivariant playlist are offered now.</summary>
internal sealed class LadderState(LiveStream stream, string path)
{
    private IReadOnlySet<int>? _kept;

    /// <summary>The indexes of the variants that stay.</summary>
    public IReadOnlySet<int> Kept(MultivariantPlaylist playlist, Origin from)
    {
        var viewers = new Dictionary<int, int>();
        foreach (var variant in playlist.Variants)
        {
            if (MediaPath.TryResolve(path, variant.Uri, stream.Origins.All, from, out var target)
                && stream.TryFindPlaylist(target, out var known) && known is RenditionPlaylist { IsWatched: true } rendition)
            {
                viewers[variant.Index] = rendition.Viewers;
            }
        }

        _kept = LadderRules.Decide(playlist.Variants, stream.Budget.Of(playlist.Variants), viewers, _kept);
        return _kept;
    }
}
