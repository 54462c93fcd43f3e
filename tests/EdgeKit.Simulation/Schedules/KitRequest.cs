using EdgeKit.Contracts.Log;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Simulation.Schedules;

/// <summary>A request to a kit, the same at each repetition.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Mark">What finds its effect; also its key.</param>
/// <param name="Lines">What is asked for.</param>
/// <param name="Subject">The order or the hold.</param>
/// <param name="Command">What the kit runs.</param>
internal sealed record KitRequest(
    HistoryOperation Operation, string Mark, IReadOnlyList<SkuQuantity> Lines, Guid? Subject, Func<LedgerCommand<CommandResult>> Command);
