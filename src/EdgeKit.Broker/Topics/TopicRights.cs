using EdgeKit.Contracts.Access;

namespace EdgeKit.Broker.Topics;

/// <summary>What one caller may do with topics. Remembers what it decided, since each delivery is looked at.</summary>
internal sealed class TopicRights(IReadOnlyList<TopicRule> rules, Role? role)
{
    private const int MostRemembered = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, bool> _readable = new(StringComparer.Ordinal);

    /// <summary>Whether it may hear what is said on a topic.</summary>
    public bool MayRead(string topic)
    {
        lock (_gate)
        {
            if (_readable.TryGetValue(topic, out var known))
            {
                return known;
            }

            if (_readable.Count >= MostRemembered)
            {
                _readable.Clear();
            }

            return _readable[topic] = May(TopicAction.Read, topic);
        }
    }

    /// <summary>Whether it may publish on a topic.</summary>
    public bool MayPublish(string topic) => May(TopicAction.Publish, topic);

    /// <summary>Whether a subscription can ever bring something that it may read. Each message is looked at all the same.</summary>
    public bool MaySubscribe(string filter) =>
        TopicFilters.IsFilter(filter) && rules.Any(rule => rule.Allows(TopicAction.Read, role) && TopicFilters.Overlap(rule.Filter, filter));

    private bool May(TopicAction action, string topic) =>
        rules.FirstOrDefault(rule => TopicFilters.Matches(rule.Filter, topic)) is { } rule && rule.Allows(action, role);
}
