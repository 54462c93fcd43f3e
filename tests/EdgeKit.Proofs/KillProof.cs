namespace EdgeKit.Proofs;

internal static class KillProof
{
    public static Proof Proof { get; } = new("kill -9.", new Dictionary<string, (string, string)>(StringComparer.Ordinal), static (_, _) => Task.FromResult(false));
}
