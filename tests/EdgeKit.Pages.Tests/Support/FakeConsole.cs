using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Pages.Support;

/// <summary>What the console shows beside the ledger's own, as a test sets it.</summary>
internal sealed class FakeConsole : ITile, ICheckDesk, IStallDoor
{
    public Tile Tile { get; set; } = new("power", "Power", TileLight.Green, "80 %", "lasts 3 h", "There is enough for everything.", Value: 80);

    public Exception? Fault { get; set; }

    public List<CheckView> Checks { get; } = [];

    public List<CheckSubmission> Recorded { get; } = [];

    public List<CheckSnooze> Snoozed { get; } = [];

    public ProblemResult? Refusal { get; set; }

    public int Closed { get; private set; }

    public string Id => Tile.Id;

    public int Place => 10;

    public bool NeedsOwner { get; set; }

    public int Guests { get; set; }

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => Fault is null ? ValueTask.FromResult(Tile.Value) : throw Fault;

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => Fault is null ? ValueTask.FromResult(Tile) : throw Fault;

    public ValueTask<ChecksView> ViewAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ChecksView([.. Checks], ClockState.Ntp));

    public Task<ProblemResult?> RecordAsync(CheckSubmission said, string key, CancellationToken cancellationToken)
    {
        if (Refusal is not null && !said.Confirm)
        {
            return Task.FromResult<ProblemResult?>(Refusal);
        }

        Recorded.Add(said);
        return Task.FromResult<ProblemResult?>(null);
    }

    public Task<ProblemResult?> SnoozeAsync(string check, CheckSnooze snooze, string key, CancellationToken cancellationToken)
    {
        Snoozed.Add(snooze);
        return Task.FromResult(Refusal);
    }

    public Task<ProblemResult?> CloseAsync(Caller by, CancellationToken cancellationToken)
    {
        (Closed, Guests) = (Closed + 1, 0);
        return Task.FromResult<ProblemResult?>(null);
    }
}
