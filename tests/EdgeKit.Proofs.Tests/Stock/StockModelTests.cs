using EdgeKit.Proofs.Stock.Model;

namespace EdgeKit.Proofs.Tests.Stock;

public sealed class StockModelTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models => [.. StockModels.All.Select(static limits => limits.Name)];

    public static TheoryData<string> WrongRules => [.. Enum.GetNames<WrongRule>().Where(static rule => rule != nameof(WrongRule.None))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_state_keeps_what_must_hold(string name)
    {
        var explored = Explorer.Run(new StockModel(StockModels.All.Single(limits => limits.Name == name)), Cancel);

        output.WriteLine($"{name}: {explored.States} states, {explored.Steps} steps, {explored.Depth} deep");
        Assert.True(explored.Broken is null, $"{explored.Broken}\n{string.Join('\n', explored.Trace)}");
        Assert.InRange(explored.States, 1000, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(WrongRules))]
    public void A_wrong_rule_is_found(string name)
    {
        var wrong = Enum.Parse<WrongRule>(name);
        var explored = Explorer.Run(new StockModel(StockModels.With(wrong), wrong), Cancel);

        Assert.True(explored.Broken is not null, $"nothing breaks with {name}");
        output.WriteLine($"{explored.Broken} after {explored.Trace.Count} steps:\n{string.Join('\n', explored.Trace)}");
    }
}
