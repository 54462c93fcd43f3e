namespace EdgeKit.Proofs;

/// <summary>Something that must hold of the published programs, and how to show it.</summary>
/// <param name="Summary">What it shows, in a line.</param>
/// <param name="Options">Its options: what each means, and its default.</param>
/// <param name="RunAsync">Shows it; false if it does not hold.</param>
internal sealed record Proof(
    string Summary,
    IReadOnlyDictionary<string, (string Meaning, string Default)> Options,
    Func<ProofArguments, CancellationToken, Task<bool>> RunAsync);
