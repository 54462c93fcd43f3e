using System.Globalization;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Proofs.Live;

/// <summary>What the origins were asked for: each object once, and once more for each answer that a fault broke.</summary>
internal sealed class SoakRequests(SoakStall stall)
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly Dictionary<string, List<(OriginRequest Request, int Origin)>> _media = new(StringComparer.Ordinal);

    /// <summary>Parts and segments that were asked for, and are long past or were looked at in the end.</summary>
    public int Objects { get; private set; }

    /// <summary>Requests for them.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers to those that were no good: broken, given up, or 5xx.</summary>
    public int Broken { get; private set; }

    /// <summary>Those of them that were 5xx, or broke off before they began: the next origin is asked at once, which is no resume.</summary>
    public int Refused { get; private set; }

    /// <summary>Requests for playlists.</summary>
    public int Playlists { get; private set; }

    /// <summary>Objects that were asked for more often than that explains.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Takes what the origins noted since the last time.</summary>
    /// <param name="isEnd">Whether nothing more will come.</param>
    public void Take(bool isEnd)
    {
        foreach (var (request, origin) in stall.First.Forget().Select(static request => (request, 1)).Concat(stall.Second.Forget().Select(static request => (request, 2))))
        {
            if (!request.Path.EndsWith(".m4s", StringComparison.Ordinal))
            {
                Playlists++;
                continue;
            }

            if (!_media.TryGetValue(request.Path, out var requests))
            {
                _media[request.Path] = requests = [];
            }

            requests.Add((request, origin));
        }

        var past = stall.First.Timeline.Next.Msn - (2 * stall.First.Options.Window);
        foreach (var (path, requests) in _media.Where(pair => isEnd || MsnOf(pair.Key) < past).ToList())
        {
            _media.Remove(path);
            Judge(requests);
        }
    }

    private string Tell((OriginRequest Request, int Origin) one) =>
        FormattableString.Invariant($"at {TimeProvider.System.GetElapsedTime(_began, one.Request.ReceivedAt).TotalSeconds:0.000} s from origin {one.Origin} {one.Request}");

    private static long MsnOf(string path) => long.Parse(path.Split('/')[^1].Split('.')[0], CultureInfo.InvariantCulture);

    private void Judge(List<(OriginRequest Request, int Origin)> requests)
    {
        var broken = requests.Count(static one => !one.Request.IsWhole || one.Request.Status >= 500);
        Objects++;
        Requests += requests.Count;
        Broken += broken;
        Refused += requests.Count(static one => one.Request.Status is 0 or >= 500);
        if (requests.Count > 1 + broken)
        {
            Faults.Add($"asked for more often than once: {string.Join("; ", requests.OrderBy(static one => one.Request.ReceivedAt).Select(Tell))}");
        }
    }
}
