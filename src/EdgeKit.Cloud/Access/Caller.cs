namespace EdgeKit.Cloud.Access;

/// <summary>Whose token it is.</summary>
internal sealed record Caller(Role Role, string Name)
{
    /// <summary>What its idempotency keys are kept under, so that two callers never meet.</summary>
    public string Scope => $"{Role}/{Name}";
}
