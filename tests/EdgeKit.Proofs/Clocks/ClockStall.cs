using System.Globalization;
using System.Net;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Clocks;

/// <summary>A kit under a clock that jumps, with a cloud whose clock is right, and what must hold after each jump.</summary>
internal sealed class ClockStall : IAsyncDisposable
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    private readonly FakeClock _clock;
    private readonly CloudProcess _cloud;
    private readonly FaultRelay _relay;
    private readonly KitProcess _kit;
    private readonly Tablet _tablet;
    private readonly List<Call> _earlier = [];

    private ClockStall(FakeClock clock, CloudProcess cloud, FaultRelay relay, KitProcess kit)
    {
        (_clock, _cloud, _relay, _kit) = (clock, cloud, relay, kit);
        _tablet = kit.NewTablet("tablet");
    }

    /// <summary>What does not hold.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What was seen.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Starts a kit whose wall clock is off by <paramref name="offset"/>.</summary>
    public static async Task<ClockStall> StartAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        var clock = await FakeClock.CreateAsync(cancellationToken);
        clock.Jump(offset);
        var cloud = await CloudProcess.StartNewAsync(cancellationToken);
        var relay = await FaultRelay.StartAsync(cloud.Port, cancellationToken);
        var kit = await KitProcess.StartNewAsync(
            new KitSetup
            {
                CloudUrl = relay.Address,
                Environment = clock.Environment,
                Uplink = new Dictionary<string, string>(StringComparer.Ordinal) { ["retryAtMost"] = "2s", ["timeout"] = "5s", ["sweepEvery"] = "2s" },
            },
            cancellationToken);
        return new ClockStall(clock, cloud, relay, kit);
    }

    /// <summary>Sells, loses the cloud, jumps, sells, checks, restarts, and gets the cloud back; for each jump, or once without any.</summary>
    public async Task RunAsync(TimeSpan[] jumps, CancellationToken cancellationToken)
    {
        if (jumps.Length == 0)
        {
            Expect(Off(await WallAsync(cancellationToken), _clock.Offset) < Tolerated, "the kit's wall clock did not start where it was put");
            _relay.Switch(RelayFault.Unavailable);
            await SellAsync(20, cancellationToken);
            await CheckAfterJumpAsync(cancellationToken);
        }

        foreach (var jump in jumps)
        {
            _relay.Switch(RelayFault.None);
            await SellAsync(20, cancellationToken);
            await KitReader.WaitUntilDrainedAsync(_kit, cancellationToken);
            _relay.Switch(RelayFault.Unavailable);
            await SellAsync(20, cancellationToken);
            await JumpAsync(jump, cancellationToken);
            await SellAsync(20, cancellationToken);
            await CheckAfterJumpAsync(cancellationToken);
        }

        await RestartAsync(cancellationToken);
        await DrainAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _tablet.Dispose();
        await _kit.DisposeAsync();
        await _relay.DisposeAsync();
        await _cloud.DisposeAsync();
        _clock.Dispose();
    }

    private static TimeSpan Off(DateTimeOffset wall, TimeSpan offset) => (wall - (TimeProvider.System.GetUtcNow() + offset)).Duration();

    private async Task JumpAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        var before = _clock.Offset;
        var (first, firstAt) = (await LastRecordAsync(cancellationToken), TimeProvider.System.GetTimestamp());
        Expect(Off(await WallAsync(cancellationToken), before) < Tolerated, "the kit's wall clock was not where it should be before the jump");
        _clock.Jump(offset);

        // The Date header is the process's wall clock, which the server reads once a second.
        await Readiness.WaitUntilAsync(
            async token => Off(await WallAsync(token), offset) < Tolerated, () => $"the kit's wall clock did not jump to {offset} from the true time", cancellationToken);
        var wall = await WallAsync(cancellationToken);
        await SellAsync(1, cancellationToken);
        var (second, elapsed) = (await LastRecordAsync(cancellationToken), TimeProvider.System.GetElapsedTime(firstAt));
        var monotonic = TimeSpan.FromMilliseconds(second.RecordedAt.MonotonicMs - first.RecordedAt.MonotonicMs);
        Expect((monotonic - elapsed).Duration() < Tolerated, $"the kit's monotonic clock went {monotonic} in {elapsed}");
        Notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"jumped: its wall clock says {wall:yyyy-MM-dd HH:mm:ss}, {(offset - before).TotalDays:+0;-0} days; its monotonic clock went {monotonic.TotalSeconds:0.00} s in {elapsed.TotalSeconds:0.00} s"));
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"records say {second.RecordedAt.Time:yyyy-MM-dd HH:mm:ss} ({second.RecordedAt.Clock}) after the jump, {first.RecordedAt.Time:HH:mm:ss} before"));
        Expect(second.Hlc > first.Hlc, "the hybrid logical clock went back");
    }

    private async Task CheckAfterJumpAsync(CancellationToken cancellationToken)
    {
        await CheckKeysAsync(cancellationToken);
        await CheckPromiseAsync(cancellationToken);
        var log = await KitReader.LogAsync(_kit.Http, cancellationToken);
        Expect(log[0].Seq == 1, $"the log begins at {log[0].Seq}: the jump deleted records");
        var uplink = await KitReader.UplinkAsync(_kit.Http, cancellationToken);
        Expect(uplink.Queued == uplink.HeadSeq - uplink.AckSeq && uplink.Queued >= 20, $"{uplink.Queued} are queued");
        Expect(uplink.OldestQueuedSeconds is null or >= 0 and < 120, $"the oldest queued record is said to have waited {uplink.OldestQueuedSeconds} s");

        var struck = _relay.Struck;
        await Task.Delay(Watched, TimeProvider.System, cancellationToken);
        var tries = _relay.Struck - struck;
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{tries} connections to a cloud that answers 503 in {Watched.TotalSeconds:0} s; {uplink.Queued} queued, the oldest for {uplink.OldestQueuedSeconds} s"));
        Expect(tries is >= 1 and <= 30, $"the backoff made {tries} connections in {Watched}");
    }

    private async Task CheckKeysAsync(CancellationToken cancellationToken)
    {
        var replayed = 0;
        foreach (var call in _earlier)
        {
            var again = await _tablet.SendAsync(call, cancellationToken);
            Expect(again.Replayed && again.Status == call.Status && again.Answer.Span.SequenceEqual(call.Answer.Span), $"'{call.Mark}' was not replayed: {again.Status}");
            replayed++;
        }

        using var other = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/orders", UriKind.Relative))
        {
            Content = new StringContent("""{"lines":[{"sku":"TEA-01","quantity":7}],"payment":{"method":"cash"}}""", Encoding.UTF8, "application/json"),
        };
        other.Headers.Add("Idempotency-Key", _earlier[0].Key);
        using var answer = await _kit.Http.SendAsync(other, cancellationToken);
        Expect(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"the first key with another body was answered {(int)answer.StatusCode}");
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{replayed} earlier orders replayed byte for byte"));
    }

    private async Task CheckPromiseAsync(CancellationToken cancellationToken)
    {
        var call = await SellOneAsync(cancellationToken);
        var promise = call.Receipt!.Promise;
        var record = (await KitReader.LogAsync(_kit.Http, cancellationToken)).First(record => record.Seq == call.Receipt.Seq);
        Notes.Add($"promise: {promise.State}, '{promise.Text}'");
        Expect(promise.State == PromiseState.Queued, $"a promise without a cloud is {promise.State}");
        Expect(promise.ConfirmedInSeconds is null or (> 0 and < 3600), $"confirmed in {promise.ConfirmedInSeconds} s");
        Expect((promise.ConfirmedBy is null) == (promise.ConfirmedInSeconds is null), "confirmedBy and confirmedInSeconds do not go together");
        if (promise is { ConfirmedBy: { } by, ConfirmedInSeconds: { } seconds })
        {
            Expect((by - record.RecordedAt.Time.AddSeconds(seconds)).Duration() < Tolerated, $"confirmedBy {by} is not {seconds} s after {record.RecordedAt.Time}");
        }
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        var before = await LastRecordAsync(cancellationToken);
        await _kit.KillAsync(cancellationToken);
        await _kit.StartAsync(cancellationToken);
        await SellAsync(5, cancellationToken);
        await CheckKeysAsync(cancellationToken);
        var after = await LastRecordAsync(cancellationToken);
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"after a restart records say {after.RecordedAt.Time:yyyy-MM-dd HH:mm:ss} ({after.RecordedAt.Clock})"));
        Expect(after.RecordedAt.MonotonicMs > before.RecordedAt.MonotonicMs && after.Hlc > before.Hlc, "monotonic time or the hybrid logical clock went back over the restart");
        Expect(
            before.RecordedAt.Clock < ClockState.Lan || after.RecordedAt.Time >= before.RecordedAt.Time - Tolerated,
            $"wall time went back over the restart, from {before.RecordedAt.Time} to {after.RecordedAt.Time}");
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        _relay.Switch(RelayFault.None);
        var back = TimeProvider.System.GetTimestamp();
        await KitReader.WaitUntilDrainedAsync(_kit, cancellationToken);
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"drained {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the cloud was back"));
        Expect(TimeProvider.System.GetElapsedTime(back) < TimeSpan.FromSeconds(20), "draining took longer than the longest backoff explains");
        await SellAsync(1, cancellationToken);
        var last = await LastRecordAsync(cancellationToken);
        var off = (last.RecordedAt.Time - TimeProvider.System.GetUtcNow()).Duration();
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"with the cloud's time records are {off.TotalSeconds:0.0} s off ({last.RecordedAt.Clock})"));
        Expect(last.RecordedAt.Clock >= ClockState.Ntp && off < Tolerated, $"after the cloud told its time a record says {last.RecordedAt.Time} ({last.RecordedAt.Clock})");
        await KitReader.WaitUntilDrainedAsync(_kit, cancellationToken);
        var report = await new Reconciliation(_kit, _cloud).CompareAsync([_tablet], cancellationToken);
        Faults.AddRange(report.Faults);
        Notes.Add(report.ToString());
    }

    private async Task SellAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            _earlier.Add(await SellOneAsync(cancellationToken));
        }
    }

    private async Task<Call> SellOneAsync(CancellationToken cancellationToken)
    {
        var call = await _tablet.OrderAsync(cancellationToken);
        return call.Outcome == CallOutcome.Acked ? call : throw new InvalidOperationException($"an order was not taken: {call.Status} {call.Problem?.Detail} {call.Error}");
    }

    private async Task<LogRecord> LastRecordAsync(CancellationToken cancellationToken) => (await KitReader.LogAsync(_kit.Http, cancellationToken))[^1];

    private async Task<DateTimeOffset> WallAsync(CancellationToken cancellationToken)
    {
        using var answer = await _kit.Http.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken);
        return answer.Headers.Date ?? throw new InvalidOperationException("an answer has no Date");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            Faults.Add(otherwise);
        }
    }
}
