using EdgeKit.Contracts;

namespace EdgeKit.Kernel.Ledger;

/// <summary>What the log answers.</summary>
/// <param name="Problem">What was wrong with the question; null for nothing.</param>
/// <param name="Body">Records as a batch of CloudEvents, where nothing was.</param>
/// <param name="Next">Where to go on (<c>Edge-Next</c>).</param>
public sealed record FeedAnswer(Problem? Problem, ReadOnlyMemory<byte> Body, long Next);
