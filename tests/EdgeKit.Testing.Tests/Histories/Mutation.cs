using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>A right history with one thing dropped, doubled or altered.</summary>
/// <param name="What">What was done to it.</param>
/// <param name="IsWrong">Whether it is wrong now; otherwise it tells of another run that was right.</param>
/// <param name="Calls">What was told.</param>
/// <param name="Ledgers">What was there.</param>
internal sealed record Mutation(string What, bool IsWrong, IReadOnlyList<HistoryCall> Calls, FinalLedgers Ledgers);
