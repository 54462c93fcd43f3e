namespace EdgeKit.Power.Policy;

/// <summary>One load is to be switched.</summary>
/// <param name="Id">Which.</param>
/// <param name="IsOn">On rather than off.</param>
internal sealed record LoadAction(string Id, bool IsOn);
