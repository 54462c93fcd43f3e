using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Tests;

/// <summary>A cloud that keeps the sequence rule, unless a test plants something else.</summary>
internal sealed class FakeCloud(MemoryFeed feed) : ICloudTransport
{
    private int _underWay;
    private Task _before = Task.CompletedTask;

    /// <summary>The last record it has.</summary>
    public long Last { get; set; }

    /// <summary>The batches that came.</summary>
    public List<PushBatch> Batches { get; } = [];

    /// <summary>The most that were under way at once.</summary>
    public int Together { get; private set; }

    /// <summary>What it does in place of its duty, given the batch's number from 0; null for its duty.</summary>
    public Func<int, PushBatch, PushResult?> Instead { get; set; } = static (_, _) => null;

    /// <summary>It answers nothing before this has ended.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>Connections thrown away.</summary>
    public int Renewed { get; private set; }

    public string Way { get; init; } = "in memory";

    public bool SpeaksUp { get; set; }

    public InOrderRoom? InOrder { get; set; }

    public Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        Together = Math.Max(Together, Interlocked.Increment(ref _underWay));
        Batches.Add(batch);
        var answer = AnswerAsync(Batches.Count - 1, batch, _before);
        _before = answer;
        return answer;
    }

    public PushResult.Acknowledged Acknowledge(long seq) => new(new PushAnswer(feed.Incarnation, seq, "", DateTimeOffset.UnixEpoch), 100);

    /// <summary>What it has for the kit, given the kit's cursor and how long the question may stay open.</summary>
    public Func<string, TimeSpan, DownFeed> Feed { get; set; } = static (since, _) => new DownFeed(since, []);

    /// <summary>The reports that came.</summary>
    public List<RightsReport> Reports { get; } = [];

    /// <summary>What it says to a report: true for thanks, false where it does not know the question.</summary>
    public Func<bool> OnReport { get; set; } = static () => true;

    public Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken) => Task.FromResult(Feed(since, wait));

    public Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken)
    {
        Reports.Add(report);
        return Task.FromResult(OnReport());
    }

    /// <summary>What it was told of the kit.</summary>
    public List<KitTelemetry> Told { get; } = [];

    /// <summary>What it says to that.</summary>
    public Func<bool> OnTold { get; set; } = static () => true;

    public Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken)
    {
        Told.Add(telemetry);
        return Task.FromResult(OnTold());
    }

    public void Renew() => Renewed++;

    /// <summary>One after the other, as on one connection.</summary>
    private async Task<PushResult> AnswerAsync(int number, PushBatch batch, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await Held;
        Interlocked.Decrement(ref _underWay);
        if (Instead(number, batch) is { } planted)
        {
            return planted;
        }

        if (batch.First > Last + 1)
        {
            return new PushResult.Gap(Last + 1);
        }

        Last = Math.Max(Last, batch.Last);
        return Acknowledge(Last);
    }
}
