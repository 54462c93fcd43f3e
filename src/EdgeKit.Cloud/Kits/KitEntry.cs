namespace EdgeKit.Cloud.Kits;

/// <summary>A kit that was heard of or was given a token.</summary>
/// <param name="Kit">Its id.</param>
/// <param name="HasToken">Whether a token of it is in force.</param>
/// <param name="Logs">Its logs, the one heard of last first.</param>
/// <param name="LastHeard">When something new of it came last; null if nothing ever did.</param>
internal sealed record KitEntry(string Kit, bool HasToken, IReadOnlyList<KitLog> Logs, DateTimeOffset? LastHeard = null);
