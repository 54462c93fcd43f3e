using CsCheck;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

public sealed class MutationTests
{
    private const int Evenings = 60;

    [Fact]
    public void A_right_history_is_right() =>
        Gen.Int.Sample(static seed => Assert.Empty(Evening.Of(seed).Check()), iter: Evenings);

    [Fact]
    public void One_thing_changed_is_found_unless_it_tells_of_another_right_run() =>
        Gen.Int.Sample(
            static seed => Assert.All(
                Mutations.Of(Evening.Of(seed)),
                static mutation =>
                {
                    var found = HistoryChecker.Check(mutation.Calls, mutation.Ledgers);
                    Assert.True(mutation.IsWrong == found.Count > 0, $"{mutation.What}: {(mutation.IsWrong ? "not found" : string.Join('\n', found))}");
                }),
            iter: Evenings);
}
