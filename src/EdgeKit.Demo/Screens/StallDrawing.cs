using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Demo.Evenings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeKit.Demo.Screens;

/// <summary>Draws the stall for a terminal of 80 columns and 24 rows or more.</summary>
internal static class StallDrawing
{
    private const int LabelWidth = 11;
    private const int LowWidth = 34;
    private const int LongestName = 19;
    private const int RowsBeside = 21;

    /// <summary>The whole screen.</summary>
    public static IRenderable Draw(StallView view, int width, int height)
    {
        var inner = Math.Max(40, width - 6);
        return new Rows(
            new Panel(new Rows(
                Headline(view),
                Figures(view),
                Drain(view, inner - LabelWidth - 8),
                Queue(view, inner - LabelWidth - 14),
                Stream(view),
                Power(view),
                new Markup($"[grey]{Markup.Escape(Words.Of(view.Tally))}[/]")))
            {
                Header = new PanelHeader(" EdgeKit · Night market, row C "),
                Border = BoxBorder.Rounded,
                BorderStyle = new Style(Colour(view.Uplink.State)),
                Padding = new Padding(2, 0),
                Expand = true,
            },
            Lists(view, Math.Clamp((height - RowsBeside) / 2, 2, 6)),
            Try(view));
    }

    private static Markup Headline(StallView view)
    {
        var left = view.Left is { } time && time > TimeSpan.Zero ? $" [grey]({Words.Of(time)} left)[/]" : "";
        return new Markup($"[bold]{Markup.Escape(view.Phase.Title)}.[/] {Markup.Escape(view.Phase.Text)}{left}");
    }

    private static Grid Figures(StallView view)
    {
        var grid = new Grid { Expand = true };
        grid.AddColumns(4);
        var state = Colour(view.Uplink.State).ToMarkup();
        grid.AddRow(
            new Markup($"[bold {state}]● {Words.Of(view.Uplink.State)}[/]"),
            new Markup($"[bold]{view.Tally.Orders}[/] accepted"),
            new Markup($"[bold orange1]{view.Tally.Orders - view.Confirmed}[/] queued"),
            new Markup($"[bold green]{view.Confirmed}[/] confirmed"));
        grid.AddRow(
            new Markup($"[grey]for {Words.Of(view.StateFor)}[/]"),
            new Markup("[grey]on the kit's disk[/]"),
            new Markup("[grey]wait for the uplink[/]"),
            new Markup("[grey]the cloud has them[/]"));
        return grid;
    }

    private static Markup Drain(StallView view, int width)
    {
        var share = view.Tally.Orders == 0 ? 1 : (double)view.Confirmed / view.Tally.Orders;
        var (full, empty) = Words.Bar(share, width);
        return new Markup(string.Create(CultureInfo.InvariantCulture, $"{"confirmed",-LabelWidth}[green]{full}[/][orange1]{empty}[/] {share * 100,4:0} %"));
    }

    private static Markup Queue(StallView view, int width) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{"queue",-LabelWidth}[orange1]{Words.Sparkline(view.History, width)}[/] {view.Uplink.Queued} records"));

    private static Markup Stream(StallView view) => new($"{"stream",-LabelWidth}{Markup.Escape(Words.Of(view.Stream))}");

    private static Markup Power(StallView view) => new($"{"power",-LabelWidth}[{Colour(view.Power.Stage).ToMarkup()}]{Markup.Escape(Words.Of(view.Power))}[/]");

    private static Grid Lists(StallView view, int most)
    {
        var receipts = new Table { Border = TableBorder.None, ShowHeaders = false, Expand = true };
        receipts.AddColumns(new TableColumn("").NoWrap(), new TableColumn("").NoWrap().RightAligned(), new TableColumn(""));
        foreach (var order in view.Latest.Take(most))
        {
            receipts.AddRow(
                new Markup($"[bold]{Markup.Escape(order.Receipt)}[/]{Mark(order.Status)}"),
                new Text(Words.Of(order.Total)),
                new Markup($"[{Colour(order.Promise.State).ToMarkup()}]{Markup.Escape(order.Promise.Text)}[/]") { Overflow = Overflow.Ellipsis });
        }

        var low = new Rows(view.Low.Count == 0 ? [new Markup("[grey]plenty of everything[/]")] : view.Low.Take(most + 1).Select(Left));

        var grid = new Grid { Expand = true };
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 1, 0) }).AddColumn(new GridColumn { Width = LowWidth, Padding = new Padding(0) });
        grid.AddRow(Box("Last receipts", receipts), Box("Runs low", low));
        return grid;
    }

    private static Markup Left(LowStock item)
    {
        var left = item.Available == 0 ? "[red]sold out[/]" : string.Create(CultureInfo.InvariantCulture, $"[orange1]{item.Available} left  [/]");
        var name = item.Name.Length > LongestName ? item.Name[..(LongestName - 1)] + "…" : item.Name;
        return new Markup($"{left} {Markup.Escape(name)}");
    }

    private static Panel Box(string title, IRenderable content) =>
        new(content) { Header = new PanelHeader($" {title} "), Border = BoxBorder.Rounded, BorderStyle = new Style(Color.Grey), Expand = true };

    private static Markup Try(StallView view)
    {
        var kit = Markup.Escape(view.Kit.GetLeftPart(UriPartial.Authority));
        var cloud = Markup.Escape(view.Cloud.GetLeftPart(UriPartial.Authority));
        return new Markup(
            $$$"""
             [bold]Pages[/]     {{{kit}}}/console  /till  /e/row-c-after-dark  /sites  /
             [bold]Ask[/]       curl {{{kit}}}/api/v1/uplink      curl '{{{cloud}}}/v1/orders?since='
             [bold]Order[/]     curl {{{kit}}}/api/v1/orders -H 'Idempotency-Key: mine-1' \
                         --json '{"lines":[[{"sku":"chai","quantity":2}]],"payment":{"method":"cash"}}'
            """);
    }

    private static string Mark(OrderStatus status) => status switch
    {
        OrderStatus.Open => " [orange1]to pay[/]",
        OrderStatus.Paid => "",
        OrderStatus.Voided => " [grey]voided[/]",
        OrderStatus.Refunded => " [grey]refunded[/]",
    };

    private static Color Colour(UplinkState state) => state switch
    {
        UplinkState.Online => Color.Green,
        UplinkState.None or UplinkState.Unknown => Color.Grey,
        UplinkState.Offline => Color.Orange1,
        UplinkState.Refused => Color.Red,
    };

    private static Color Colour(PowerStage stage) => stage switch
    {
        PowerStage.Normal => Color.Green,
        PowerStage.Conserve => Color.Orange1,
        PowerStage.Critical or PowerStage.Shutdown => Color.Red,
    };

    private static Color Colour(PromiseState state) => state switch
    {
        PromiseState.Accepted => Color.Grey,
        PromiseState.Queued => Color.Orange1,
        PromiseState.Confirmed => Color.Green,
        PromiseState.NeedsAttention => Color.Red,
    };
}
