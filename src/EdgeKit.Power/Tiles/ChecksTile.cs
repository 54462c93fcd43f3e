using System.Globalization;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Power.Checks;

namespace EdgeKit.Power.Tiles;

/// <summary>What people are to look at, and whose turn it is.</summary>
internal sealed class ChecksTile(CheckBook checks) : ITile
{
    public string Id => "checks";

    public int Place => 70;

    public async ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => Due((await checks.ViewAsync(cancellationToken)).Checks).Count;

    public async ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => Of((await checks.ViewAsync(cancellationToken)).Checks);

    /// <summary>The tile of how all checks stand.</summary>
    internal static Tile Of(IReadOnlyList<CheckView> all)
    {
        var due = Due(all);
        var worst = due.Count == 0 ? CheckState.Ok : due[0].State;
        var light = (all.Count, worst) switch
        {
            (0, _) => TileLight.Dark,
            (_, CheckState.Ok) => TileLight.Green,
            (_, CheckState.Due) => TileLight.Amber,
            (_, CheckState.Late or CheckState.Escalated) => TileLight.Red,
        };
        var next = all.MinBy(static check => check.DueAt);
        var sentence = next is null ? "No checks are configured."
            : due.Count > 0 ? $"{Say.Count(due.Count, "thing")} to look at."
            : $"Nothing to look at now. Next: {next.Name}.";
        var rows = all.Select(static check => new TileRow(check.Name, Words(check), check.State switch { CheckState.Ok => TileLight.Green, CheckState.Due => TileLight.Amber, CheckState.Late or CheckState.Escalated => TileLight.Red }));
        return new Tile("checks", "Checks", light, due.Count.ToString(CultureInfo.InvariantCulture), "to look at", sentence, due.Count > 0 ? Ask(due[0]) : null, due.Count, [new TileSection("Every check", [.. rows])]);
    }

    private static List<CheckView> Due(IReadOnlyList<CheckView> all) =>
        [.. all.Where(static check => check.State is not CheckState.Ok).OrderByDescending(static check => check.State).ThenBy(static check => check.DueAt)];

    private static string Ask(CheckView check) =>
        $"{(check.State is CheckState.Escalated ? check.EscalateTo ?? check.Assigned : check.Assigned) ?? "Somebody"}: {check.Name}{(check.LateBySeconds > 0 ? $", late for {Say.Time(TimeSpan.FromSeconds(check.LateBySeconds))}" : "")}.";

    private static string Words(CheckView check)
    {
        var turn = check.Assigned is { } who ? $", {who}'s turn" : "";
        var state = check.State switch
        {
            CheckState.Ok => "done",
            CheckState.Due => "due",
            CheckState.Late or CheckState.Escalated => $"late for {Say.Time(TimeSpan.FromSeconds(check.LateBySeconds))}",
        };
        return state + turn;
    }
}
