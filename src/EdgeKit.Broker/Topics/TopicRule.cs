using EdgeKit.Contracts.Access;

namespace EdgeKit.Broker.Topics;

/// <summary>One row of the rules.</summary>
/// <param name="Filter">Of which topics.</param>
/// <param name="Readers">Roles that may read them.</param>
/// <param name="Publishers">Roles that may publish there.</param>
internal sealed record TopicRule(string Filter, IReadOnlyList<Role> Readers, IReadOnlyList<Role> Publishers)
{
    public bool Allows(TopicAction action, Role? role) => role is { } known && action switch
    {
        TopicAction.Read => Readers.Contains(known),
        TopicAction.Publish => Publishers.Contains(known),
    };
}
