using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Till.Book;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Day;

/// <summary>Opening, the day so far, closing, and the report of the last one.</summary>
internal sealed class DayPages(TillFrames frames, PageForms forms, RefusalPage refusals, TillDesk desk, ClockText clock, KitOptions kit)
{
    private const string Path = "/till/day";

    /// <summary><c>GET /till/day</c>.</summary>
    public Task<IResult> ShowAsync(HttpContext context) => PageAsync(context, StatusCodes.Status200OK);

    /// <summary><c>POST /till/open</c>.</summary>
    public Task<IResult> OpenAsync(HttpContext context) => RecordAsync(context, "float", (key, amount) => desk.OpenAsync(key, new TillOpening(amount), Caller.Of(context).Name, context.RequestAborted));

    /// <summary><c>POST /till/close</c>.</summary>
    public Task<IResult> CloseAsync(HttpContext context) => RecordAsync(context, "counted", (key, amount) => desk.CloseAsync(key, new TillClosing(amount), Caller.Of(context).Name, context.RequestAborted));

    private async Task<IResult> RecordAsync(HttpContext context, string field, Func<string, Money, Task<IResult>> record)
    {
        var (form, problem) = await forms.ReadAsync(context);
        if (form is null)
        {
            return refusals.Of(problem!, Path, "Back to the day");
        }

        var typed = form[field];
        if (!MoneyText.TryParse(typed, kit.Currency, out var amount))
        {
            return await PageAsync(context, StatusCodes.Status400BadRequest, $"'{typed}' is no amount of money. Expected such as {MoneyText.Plain(new Money(15000, kit.Currency))}.", typed, form["key"]);
        }

        return await record(form["key"], amount) is ProblemResult { Problem: var refused }
            ? await PageAsync(context, refused.Status, refused.Detail ?? refused.Title, typed)
            : new SeeOtherResult(Path);
    }

    private async Task<IResult> PageAsync(HttpContext context, int status, string? wrong = null, string typed = "", string? key = null)
    {
        var report = await desk.ReportAsync(context.RequestAborted);
        var model = new DayModel(frames.Of(context, "Day", Path, key), report, kit.Currency, clock, wrong, typed);
        return new PageResult(() => new Till_Day_Day { Model = model }, status);
    }
}
