using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Console;

/// <summary>The console: the whole stall on one screen, what is behind each tile, the checks, and how to end the evening.</summary>
internal sealed class ConsolePages(
    TileBoard board, TileHistory history, ICheckDesk checks, IStallDoor door, IOrderDesk orders, ILedgerFeed feed, IUplinkState uplink, PageForms forms, RefusalPage refusals, ClockText times, KitOptions kit, KitClock clock)
{
    private const string ChecksTile = "checks";
    private const int LaterMinutes = 10;

    /// <summary><c>GET /console</c>.</summary>
    public async Task<IResult> BoardAsync(CancellationToken cancellationToken)
    {
        var model = new BoardModel(kit.Name, await board.ShowAsync(cancellationToken), history, times.Time(clock.Now.Time));
        return new PageResult(() => new Console_Board { Model = model });
    }

    /// <summary><c>GET /api/v1/console</c>.</summary>
    public async Task<IResult> ViewAsync(CancellationToken cancellationToken) =>
        TypedResults.Json(await board.ShowAsync(cancellationToken), ContractsJson.Default.ConsoleView);

    /// <summary><c>GET /console/{tile}</c>.</summary>
    public async Task<IResult> TileAsync(string id, HttpContext context)
    {
        if (await board.ShowAsync(id, context.RequestAborted) is not { } tile)
        {
            return refusals.Of(Problems.NotFound($"The console has no '{(id.Length > 40 ? id[..40] : id)}'."), "/console", "To the console");
        }

        return await ShowAsync(context, tile, null);
    }

    /// <summary><c>POST /console/checks</c>: somebody looked.</summary>
    public async Task<IResult> RecordAsync(HttpContext context)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, $"/console/{ChecksTile}", "To the checks");
        }

        var typed = form["reading"];
        if (Reading(typed) is not { } reading)
        {
            return await ChecksAsync(context, "The reading is a number, such as 13.1.", isFault: true);
        }

        var refused = await checks.RecordAsync(new CheckSubmission(form["check"], reading, form["by"], Confirm: form["sure"] == "yes"), form["key"], context.RequestAborted);
        return refused is null ? new SeeOtherResult($"/console/{ChecksTile}")
            : refused.Problem.Type == ProblemTypes.CheckOutOfRange ? await ChecksAsync(context, "That is unusual. Look again; if it is right, record it all the same.", isFault: true, form["check"], typed)
            : await ChecksAsync(context, refused.Problem.Detail ?? refused.Problem.Title, isFault: true);
    }

    /// <summary><c>POST /console/checks/snooze</c>: not now.</summary>
    public async Task<IResult> SnoozeAsync(HttpContext context)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, $"/console/{ChecksTile}", "To the checks");
        }

        var refused = await checks.SnoozeAsync(form["check"], new CheckSnooze(form["by"], LaterMinutes), form["key"], context.RequestAborted);
        return refused is null ? new SeeOtherResult($"/console/{ChecksTile}") : await ChecksAsync(context, refused.Problem.Detail ?? refused.Problem.Title, isFault: true);
    }

    /// <summary><c>GET /console/teardown</c>.</summary>
    public async Task<IResult> TeardownAsync(HttpContext context) => await TeardownAsync(context, context.Request.Query.ContainsKey("out") ? "Every device is out but the owner's." : null);

    /// <summary><c>POST /console/teardown</c>: the evening is over.</summary>
    public async Task<IResult> CloseAsync(HttpContext context)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null || form["sure"] != "yes")
        {
            return refusals.Of(problem ?? Problems.BadRequest("sure", "Tick that the evening is over first."), "/console/teardown", "Back");
        }

        return await door.CloseAsync(Caller.Of(context), context.RequestAborted) is { } refused
            ? refusals.Of(refused, "/console/teardown", "Back")
            : new SeeOtherResult("/console/teardown?out");
    }

    private static CheckReading? Reading(string typed) => typed switch
    {
        "ok" => CheckReading.Ok,
        "notOk" => CheckReading.NotOk,
        _ => double.TryParse(typed.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? CheckReading.Of(number) : null,
    };

    private async Task<IResult> ChecksAsync(HttpContext context, string said, bool isFault, string? unusual = null, string typed = "")
    {
        var tile = await board.ShowAsync(ChecksTile, context.RequestAborted);
        return await ShowAsync(context, tile!, new ChecksModel([], "", "", said, isFault, unusual, typed));
    }

    private async Task<IResult> ShowAsync(HttpContext context, Tile tile, ChecksModel? said)
    {
        ChecksModel? due = null;
        if (tile.Id == ChecksTile)
        {
            var all = await checks.ViewAsync(context.RequestAborted);
            due = (said ?? new ChecksModel([], "", "")) with
            {
                Due = [.. all.Checks.Where(static check => check.State is not CheckState.Ok)],
                Token = forms.TokenFor(context),
                Key = Guid.CreateVersion7(clock.Now.Time).ToString("D"),
            };
        }

        var model = new TileModel(kit.Name, tile, history.Of(tile.Id), due);
        return new PageResult(() => new Console_Detail { Model = model }, said is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IResult> TeardownAsync(HttpContext context, string? said)
    {
        var waits = feed.Head.Current - feed.Acknowledged.Current;
        var open = (await orders.LatestAsync(500, context.RequestAborted)).Count(static order => order.Status is Contracts.Log.OrderStatus.Open);
        var held = orders.Stock.Sum(static level => level.Held);
        var hasCloud = uplink.State.Current is not UplinkState.None;
        List<TileRow> steps =
        [
            new("Money", open == 0 ? "Every order is paid." : $"{Say.Count(open, "order is", "orders are")} not paid yet: see the till.", Of(open == 0)),
            new("Cash", "Count the drawer and close the till (/till/report).", TileLight.Dark),
            new("Goods", held == 0 ? "Nothing is held for anybody." : $"{Say.Count(held, "good is", "goods are")} held for shoppers who have not paid.", Of(held == 0)),
            new("Cloud", !hasCloud ? "There is no cloud: export the log (edgekit feed export)." : waits == 0 ? "The cloud has everything." : $"{Say.Count(waits, "record waits", "records wait")}: leave the kit on until they are gone, or export the log (edgekit feed export).", hasCloud && waits == 0 ? TileLight.Green : TileLight.Amber),
            new("Devices", door.Guests == 0 ? "Only owners are in." : $"{Say.Count(door.Guests, "device")} can still sell: put them out below.", Of(door.Guests == 0)),
            new("Table", "Look under and behind it: cables, packs, power supplies, the sign.", TileLight.Dark),
            new("Switch off", "Press the kit's button, or unplug it: nothing is lost by it.", TileLight.Dark),
        ];
        var model = new TeardownModel(kit.Name, steps, door.Guests, forms.TokenFor(context), said);
        return new PageResult(() => new Console_Teardown { Model = model });
    }

    private static TileLight Of(bool isDone) => isDone ? TileLight.Green : TileLight.Amber;
}
