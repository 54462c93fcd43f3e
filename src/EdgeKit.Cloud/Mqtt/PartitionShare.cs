using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Cloud.Mqtt;

/// <summary>
/// Which partitions are this receiver's, of all that count: each tells by its own clock whether another's count stands still. While two see it
/// differently a partition has two receivers, or none; the first costs a doubled answer, the second the kits a few seconds, and neither a record: the log's row is
/// locked, and a kit sends again what it hears nothing of.
/// </summary>
internal sealed class PartitionShare(string self, TimeProvider time)
{
    /// <summary>How often a receiver counts up.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    /// <summary>Whose count stands still for so long is gone.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Beat, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Those that are gone, and where their count stands.</summary>
    public IReadOnlyList<(string Name, long Beat)> Silent { get; private set; } = [];

    /// <summary>The partitions of this one.</summary>
    /// <param name="receivers">All, with how far each has counted.</param>
    public IReadOnlySet<int> Of(IReadOnlyList<(string Name, long Beat)> receivers)
    {
        foreach (var name in _seen.Keys.Except(receivers.Select(static one => one.Name), StringComparer.Ordinal).ToList())
        {
            _seen.Remove(name);
        }

        foreach (var (name, beat) in receivers)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen.Beat != beat)
            {
                _seen[name] = (beat, time.GetTimestamp());
            }
        }

        Silent = [.. receivers.Where(one => one.Name != self && time.GetElapsedTime(_seen[one.Name].Since) >= Gone)];
        var there = receivers.Except(Silent).Select(static one => one.Name).Order(StringComparer.Ordinal).ToList();
        var place = there.IndexOf(self);
        return Enumerable.Range(0, UplinkTopics.Partitions).Where(partition => partition % there.Count == place).ToHashSet();
    }
}
