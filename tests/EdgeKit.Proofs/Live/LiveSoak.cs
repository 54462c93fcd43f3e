using System.Globalization;
using EdgeKit.Testing.Viewers;

namespace EdgeKit.Proofs.Live;

/// <summary>One soak: an idle moment, the viewers, and the verdict.</summary>
internal sealed class LiveSoak(SoakStall stall, int seed)
{
    private const double MiB = 1 << 20;
    private const double GiB = 1 << 30;
    private const int PrintEvery = 10;
    private const int MostSettling = 60;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(1);

    private readonly SoakRequests _requests = new(stall);
    private readonly SoakFaults _failing = new(stall.First, seed);
    private readonly List<SoakSample> _samples = [];
    private readonly List<string> _faults = [];
    private SoakSample? _idle;
    private long _deliveries;

    /// <summary>Shows that the kit by itself writes nothing.</summary>
    public async Task IdleAsync(CancellationToken cancellationToken)
    {
        var ready = SoakSample.Of(stall.Kit.Child);
        await Task.Delay(Idle, TimeProvider.System, cancellationToken);
        _idle = SoakSample.Of(stall.Kit.Child);
        Console.WriteLine(FormattableString.Invariant(
            $"idle for {Idle.TotalSeconds:0} s: {Megabytes(_idle.ResidentBytes)}, {_idle.Files} files, {_idle.Threads} threads, {_idle.WrittenBytes - ready.WrittenBytes} bytes written"));
    }

    /// <summary>Lets viewers come and go, and the origin fail.</summary>
    public async Task RunAsync(TimeSpan duration, int viewers, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var crowd = new SoakViewers(stall, viewers, seed);
        var failing = _failing.RunAsync(stop.Token);
        var before = _idle!;
        for (var second = 1; second <= duration.TotalSeconds; second++)
        {
            await Task.Delay(SampleEvery, TimeProvider.System, cancellationToken);
            _samples.Add(SoakSample.Of(stall.Kit.Child));
            if (second % PrintEvery == 0)
            {
                _requests.Take(isEnd: false);
                await PrintAsync(second, crowd, before, Took(crowd.Take()), cancellationToken);
                before = _samples[^1];
            }
        }

        await stop.CancelAsync();
        await failing;
        Took(crowd.Take());
    }

    /// <summary>Says what there was.</summary>
    /// <returns>What does not hold.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(CancellationToken cancellationToken)
    {
        // With the last viewer gone, what was on its way comes to its end.
        await Task.Delay(Idle, TimeProvider.System, cancellationToken);
        _requests.Take(isEnd: true);
        var live = (await stall.LiveAsync(cancellationToken)).Streams[0];
        var written = SoakSample.Of(stall.Kit.Child).WrittenBytes - _idle!.WrittenBytes;

        // Until all have come, and the runtime has grown to what it needs, is no part of the soak.
        var settled = _samples.Skip(Math.Min(MostSettling, _samples.Count / 4)).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"{_deliveries} objects came to viewers, {live.ServedBytes / GiB:0.0} GiB served from {live.OriginBytes / GiB:0.00} GiB of the origins'; {written} bytes written to a disk"));
        Console.WriteLine(FormattableString.Invariant(
            $"origins: {_requests.Objects} parts and segments, {_requests.Requests} requests for them, {_requests.Broken} answers broken or refused, {live.Resumes} resumes by the kit; {_requests.Playlists} requests for playlists; struck: {_failing.Told}"));
        Console.WriteLine($"means of the thirds: {SoakVerdict.Describe(settled)}");

        _faults.AddRange(SoakVerdict.Faults(settled));
        _faults.AddRange(_requests.Faults);
        Check(written == 0, FormattableString.Invariant($"{written} bytes were written to a disk"));
        Check(_deliveries > 0, "nobody got anything");
        Check(
            _requests.Requests - _requests.Objects <= live.Resumes + _requests.Refused,
            FormattableString.Invariant($"{_requests.Requests} requests for {_requests.Objects} objects, and only {live.Resumes} resumes and {_requests.Refused} refusals"));
        return _faults;
    }

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / MiB:0.0} MiB");

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _faults.Add(otherwise);
        }
    }

    private IReadOnlyList<Delivery> Took(IReadOnlyList<Delivery> deliveries)
    {
        _deliveries += deliveries.Count;
        _faults.AddRange(deliveries.Where(static delivery => !delivery.IsWhole).Select(static delivery => $"not whole: {delivery}"));
        return deliveries;
    }

    private async Task PrintAsync(int second, SoakViewers crowd, SoakSample before, IReadOnlyList<Delivery> got, CancellationToken cancellationToken)
    {
        var (live, now) = (await stall.LiveAsync(cancellationToken), _samples[^1]);
        var load = await File.ReadAllTextAsync("/proc/loadavg", cancellationToken);
        var whole = got.Where(static delivery => delivery.IsWhole).Select(static delivery => delivery.Milliseconds).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{second,5} s  {crowd.Watching} watch, {crowd.Visits} came; {got.Count} objects, {got.Count - whole.Count} not whole, slowest {whole.DefaultIfEmpty().Max():0} ms; {Megabytes(now.ResidentBytes)}, media {Megabytes(live.MemoryBytes)}; {now.Files} files, {now.Threads} threads, {now.WrittenBytes - _idle!.WrittenBytes} bytes written; CPU {(now.Processor - before.Processor) / TimeSpan.FromSeconds(PrintEvery):P0}; origin {(live.Streams[0].Origins[0].Serves ? 1 : 2)}; struck: {_failing.Told}; load {load[..load.IndexOf(' ', StringComparison.Ordinal)]}"));
    }
}
