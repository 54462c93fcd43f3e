using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Power;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>Where holds are asked for, by the API and by the kit's own pages.</summary>
internal sealed class HoldDesk(LedgerWriter writer, ICatalogView catalog, LedgerOptions options, ShutdownNotice shutdown, LedgerMetrics metrics)
{
    /// <summary>Those that are active.</summary>
    public IReadOnlyList<HoldView> Active
    {
        get
        {
            var running = writer.Running;
            return [.. writer.Holds.Active.Select(hold => hold.ViewAt(running))];
        }
    }

    /// <summary>A hold, active or ended; null if there is none or it is no longer kept.</summary>
    public HoldView? Find(Guid id) => writer.Holds.Find(id)?.ViewAt(writer.Running);

    /// <summary>Reserves goods.</summary>
    /// <param name="id">The hold to change; null for the cart's own, or a new one.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="device">Whose limits it counts against; null for nobody's.</param>
    public async Task<CommandResult> PlaceAsync(Guid? id, HoldRequest request, string? device)
    {
        if (shutdown.Reason is { } reason)
        {
            return Counted(new CommandResult.Refused(LedgerAnswers.Stopping(reason)));
        }

        var (draft, fault) = HoldRules.Draft(request, catalog, options.Holds.Ttl, device);
        if (draft is null)
        {
            return Counted(new CommandResult.Refused(fault!));
        }

        var result = await writer.SubmitAsync(new PlaceHold(id, draft, options.Holds));
        if (result is CommandResult.Accepted)
        {
            metrics.Held();
        }

        return Counted(result);
    }

    /// <summary>Takes a hold to where a step leads.</summary>
    public async Task<CommandResult> MoveAsync(Guid id, HoldStep step) => Counted(await writer.SubmitAsync(new MoveHold(id, step)));

    private CommandResult Counted(CommandResult result)
    {
        if (LedgerAnswers.ProblemOf(result) is { } refused)
        {
            metrics.HoldRefused(refused.Problem.Type);
        }

        return result;
    }
}
