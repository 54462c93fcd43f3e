using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Kill;

/// <summary>
/// A stall with tablets, a kit, a cloud and a way between them, whose kit is killed with SIGKILL at a random moment of each
/// round while every tablet sells. The next round begins with the log compared with what the tablets were told.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "Picks moments; the seed repeats them.")]
public sealed class KillRounds : IAsyncDisposable
{
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(2);

    private readonly Random _random;
    private readonly KitProcess _kit;
    private readonly CloudProcess _cloud;
    private readonly FaultRelay _relay;
    private readonly Reconciliation _reconciliation;
    private readonly Tablet[] _tablets;
    private readonly Dictionary<KillScenario, KillTally> _tallies = [];
    private IReadOnlyList<Call>[] _sales = [];
    private KillTally? _sold;

    private KillRounds(int seed, int clients, KitProcess kit, CloudProcess cloud, FaultRelay relay)
    {
        _random = new Random(seed);
        (_kit, _cloud, _relay) = (kit, cloud, relay);
        _reconciliation = new Reconciliation(kit, cloud);
        _tablets = [.. Enumerable.Range(0, clients).Select(i => kit.NewTablet(string.Create(CultureInfo.InvariantCulture, $"tablet {i}")))];
    }

    /// <summary>What the rounds came to, by scenario.</summary>
    public IReadOnlyDictionary<KillScenario, KillTally> Tallies => _tallies;

    /// <summary>Sets the stall up.</summary>
    public static async Task<KillRounds> StartAsync(int seed, int clients, CancellationToken cancellationToken)
    {
        var cloud = await CloudProcess.StartNewAsync(cancellationToken);
        var relay = await FaultRelay.StartAsync(cloud.Port, cancellationToken);
        var setup = new KitSetup
        {
            CloudUrl = relay.Address,
            Uplink = new Dictionary<string, string>(StringComparer.Ordinal) { ["timeout"] = "2s", ["retryAtMost"] = "1s" },
        };
        var kit = await KitProcess.StartNewAsync(setup, cancellationToken);
        relay.Incarnation = (await KitReader.UplinkAsync(kit.Http, cancellationToken)).Incarnation;
        await kit.KillAsync(cancellationToken);
        return new KillRounds(seed, clients, kit, cloud, relay);
    }

    /// <summary>One round: the kit, down since the last one, comes up into the fault, is asked for what was sold before, sells, and is killed.</summary>
    /// <returns>What did not agree after the round before.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(KillScenario scenario, CancellationToken cancellationToken)
    {
        if (!_tallies.TryGetValue(scenario, out var tally))
        {
            _tallies[scenario] = tally = new KillTally();
        }

        tally.Rounds++;
        var struckBefore = _relay.Struck;
        var copy = scenario == KillScenario.CloudRestored ? await BackUpAsync(cancellationToken) : null;
        _relay.Switch(FaultOf(scenario));
        if (scenario == KillScenario.KilledWhileStarting)
        {
            await _kit.StartAsync(cancellationToken, waitUntilReady: false);
            await PauseAsync(0, 150, cancellationToken);
            await _kit.KillAsync(cancellationToken);
            tally.Struck++;
        }

        var faults = await BringBackAsync(cancellationToken);
        _sales = await SellAndKillAsync(scenario, tally, struckBefore, cancellationToken);
        _sold = tally;
        Count(tally, _sales);
        if (copy is not null)
        {
            await _cloud.KillAsync(cancellationToken);
            _cloud.Restore(copy);
            Directory.Delete(copy, recursive: true);
            tally.Struck++;
        }

        if (!_cloud.IsRunning)
        {
            await _cloud.StartAsync(cancellationToken);
        }

        tally.Struck += _relay.Struck - struckBefore;
        return faults;
    }

    /// <summary>Brings the kit up with the way open, sells one more, waits until the cloud has all, compares everything, and kills the kit.</summary>
    public async Task<ReconciliationReport> DrainAndCompareAsync(CancellationToken cancellationToken)
    {
        _relay.Switch(RelayFault.None);
        var faults = await BringBackAsync(cancellationToken);

        // A cloud that was restored tells what it lacks only when something is sent.
        await _tablets[0].OrderAsync(cancellationToken);
        await KitReader.WaitUntilDrainedAsync(_kit, cancellationToken, TimeSpan.FromMinutes(3));
        var report = await _reconciliation.CompareAsync(_tablets, cancellationToken);
        await _kit.KillAsync(cancellationToken);
        return report with { Faults = [.. faults, .. report.Faults] };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var tablet in _tablets)
        {
            tablet.Dispose();
        }

        await _kit.DisposeAsync();
        await _relay.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    private static RelayFault FaultOf(KillScenario scenario) => scenario switch
    {
        KillScenario.CloudConnected or KillScenario.CloudKilled or KillScenario.CloudRestored or KillScenario.KilledWhileStarting => RelayFault.None,
        KillScenario.Refused => RelayFault.Refuse,
        KillScenario.Reset => RelayFault.Reset,
        KillScenario.HalfOpen => RelayFault.HalfOpen,
        KillScenario.AnswerLost => RelayFault.AnswerLost,
        KillScenario.Slow => RelayFault.Slow,
        KillScenario.CaptivePortal => RelayFault.CaptivePortal,
        KillScenario.TooLarge => RelayFault.TooLarge,
        KillScenario.TooMany => RelayFault.TooMany,
        KillScenario.Unavailable => RelayFault.Unavailable,
        KillScenario.CutJson => RelayFault.CutJson,
        KillScenario.OtherIncarnation => RelayFault.OtherIncarnation,
        KillScenario.AckBeyond => RelayFault.AckBeyond,
        KillScenario.AckNegative => RelayFault.AckNegative,
    };

    private async Task<string> BackUpAsync(CancellationToken cancellationToken)
    {
        await _cloud.KillAsync(cancellationToken);
        var copy = _cloud.BackUp();
        await _cloud.StartAsync(cancellationToken);
        return copy;
    }

    private static void Count(KillTally tally, IReadOnlyList<Call>[] sales)
    {
        foreach (var call in sales.SelectMany(static calls => calls))
        {
            tally.Acked += call.Outcome == CallOutcome.Acked ? 1 : 0;
            tally.Refused += call.Outcome == CallOutcome.Refused ? 1 : 0;
            tally.Unknown += call.Outcome == CallOutcome.Unknown ? 1 : 0;
        }
    }

    private async Task<IReadOnlyList<Call>[]> SellAndKillAsync(KillScenario scenario, KillTally tally, int struckBefore, CancellationToken cancellationToken)
    {
        var selling = _tablets.Select(tablet => SellAsync(tablet, cancellationToken)).ToArray();
        if (scenario is KillScenario.CloudKilled)
        {
            await PauseAsync(10, 200, cancellationToken);
            await _cloud.KillAsync(cancellationToken);
            tally.Struck++;
        }

        await PauseAsync(10, 400, cancellationToken);
        if (FaultOf(scenario) is not (RelayFault.None or RelayFault.Refuse))
        {
            await UntilStruckAsync(struckBefore, cancellationToken);
        }

        if (await TryUplinkAsync(cancellationToken) is { } uplink)
        {
            tally.Queued += uplink.Queued;
            tally.LastError = uplink.LastError ?? tally.LastError;
        }

        await PauseAsync(0, 20, cancellationToken);
        await _kit.KillAsync(cancellationToken);
        return await Task.WhenAll(selling);
    }

    private static async Task<IReadOnlyList<Call>> SellAsync(Tablet tablet, CancellationToken cancellationToken)
    {
        var calls = new List<Call>();
        do
        {
            calls.Add(await tablet.OrderAsync(cancellationToken));
        }
        while (calls[^1].Outcome != CallOutcome.Unknown);

        return calls;
    }

    /// <summary>Starts the kit, asks it for what was sold before it was killed, and follows its log.</summary>
    private async Task<IReadOnlyList<string>> BringBackAsync(CancellationToken cancellationToken)
    {
        await _kit.StartAsync(cancellationToken);
        var faults = new List<string>();
        if (_sold is not null)
        {
            await AskAgainAsync(_sales, _sold, faults, cancellationToken);
            _sold = null;
        }

        var report = await _reconciliation.CompareAsync(_tablets, cancellationToken, everything: false);
        return [.. faults, .. report.Faults];
    }

    /// <summary>Waits until the fault has met a connection, so that the round shows something; gives up on a kit that does not try.</summary>
    private async Task UntilStruckAsync(int struckBefore, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (_relay.Struck == struckBefore && TimeProvider.System.GetElapsedTime(started) < MostWait)
        {
            await PauseAsync(2, 20, cancellationToken);
        }
    }

    private async Task AskAgainAsync(IReadOnlyList<Call>[] sales, KillTally tally, List<string> faults, CancellationToken cancellationToken)
    {
        // Half of the tablets ask again for what they do not know; the others never learn it, as when a tablet's battery is empty.
        var asking = _tablets.Select(tablet => (Tablet: tablet, AsksAgain: _random.Next(2) == 0)).ToArray();
        var answers = await Task.WhenAll(asking.Zip(sales, (who, calls) => AskAgainAsync(who.Tablet, who.AsksAgain, calls, cancellationToken)));
        tally.Found += answers.Count(static answer => answer.Found);
        tally.Replayed += answers.Count(static answer => answer.Replayed);
        faults.AddRange(answers.Select(static answer => answer.Fault).OfType<string>());
    }

    private static async Task<(bool Found, bool Replayed, string? Fault)> AskAgainAsync(
        Tablet tablet, bool asksAgain, IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        var found = false;
        if (asksAgain)
        {
            var answered = await tablet.SendAsync(calls[^1], cancellationToken);
            found = answered is { Outcome: CallOutcome.Acked, Replayed: true };
        }

        if (calls.LastOrDefault(static call => call.Outcome == CallOutcome.Acked) is not { } last)
        {
            return (found, false, null);
        }

        var again = await tablet.SendAsync(last, cancellationToken);
        return again.Status == last.Status && again.Replayed && again.Answer.Span.SequenceEqual(last.Answer.Span)
            ? (found, true, null)
            : (found, false, $"'{last.Mark}' was answered {last.Status} and, asked again, {again.Status} {again.Error}: other bytes, or not said to be a replay");
    }

    private async Task<UplinkView?> TryUplinkAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await KitReader.UplinkAsync(_kit.Http, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Only for the table; the log says what must hold.
            return null;
        }
    }

    private Task PauseAsync(int least, int most, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(least + (_random.NextDouble() * (most - least))), TimeProvider.System, cancellationToken);
}
