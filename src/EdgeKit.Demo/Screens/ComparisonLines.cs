using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Tablets;
using Spectre.Console;

namespace EdgeKit.Demo.Screens;

/// <summary>Prints how kit and cloud compare.</summary>
internal static class ComparisonLines
{
    private const int MostDifferences = 200;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A table, each difference, and the verdict.</summary>
    public static void Write(IAnsiConsole console, Comparison comparison, TallyView tally)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "kit", "cloud", "");
        foreach (var (status, (kit, cloud)) in comparison.ByStatus)
        {
            table.AddRow(Word(status), Say(kit), Say(cloud), kit == cloud ? "[green]same[/]" : "[red]differs[/]");
        }

        table.AddRow("[bold]all orders[/]", Say(comparison.KitOrders), Say(comparison.CloudOrders), comparison.KitOrders == comparison.CloudOrders ? "[green]same[/]" : "[red]differs[/]");
        console.Write(table);
        console.MarkupLineInterpolated(Invariant, $"Every receipt counts: the tablets hold {comparison.Receipts}. {Words.Of(tally)}.");
        foreach (var difference in comparison.Differences.Take(MostDifferences))
        {
            console.MarkupLineInterpolated(Invariant, $"[red]{difference.Order}: {difference.What}[/]; kit: {difference.Kit}; cloud: {difference.Cloud}");
        }

        if (tally.LastRefusal is { } refusal)
        {
            console.MarkupLineInterpolated(Invariant, $"[red]The kit refused {tally.Refusals} requests that no till should make; the last: {refusal.Type}: {refusal.Detail ?? refusal.Title}[/]");
        }

        console.MarkupLineInterpolated(Invariant, comparison.Differences.Count == 0 ? (FormattableString)$"[bold green]{Words.Verdict(comparison)}[/]" : $"[bold red]{Words.Verdict(comparison)}[/]");
    }

    private static string Word(OrderStatus status) => status switch
    {
        OrderStatus.Open => "open",
        OrderStatus.Paid => "paid",
        OrderStatus.Voided => "voided",
        OrderStatus.Refunded => "refunded",
    };

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Say(StatusSum sum) => string.Create(CultureInfo.InvariantCulture, $"{sum.Orders} · {sum.Amount / 100m:0.00}");
}
