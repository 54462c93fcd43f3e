using System.Globalization;
using System.Net;
using EdgeKit.Testing.Hostile;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>Hostile devices at addresses of this machine other than 127.0.0.1, which the kit does not limit.</summary>
internal sealed class Attack : IAsyncDisposable
{
    /// <summary>Devices that send half requests: 127.0.0.2 and on.</summary>
    public const int HalfDevices = 8;

    /// <summary>Devices that send rude requests.</summary>
    public const int RudeDevices = 2;

    private const int HalvesAtOnce = 160;
    private const string Stream = "/live/main/";

    /// <summary>What the kit asks an origin for a viewer and things that nothing names: of playlists and of media so many at once and a second.</summary>
    private const int UnnamedAtOnce = 20;
    private const int UnnamedPerSecond = 5;

    private readonly CancellationTokenSource _stop = new();
    private readonly TillsStall _stall;
    private readonly HalfRequests[] _halves;
    private readonly RudeRequests[] _rude;
    private readonly SlowReaders _slow;
    private readonly Task _running;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private IReadOnlyList<OriginRequest> _asked = [];
    private TimeSpan _took;
    private int _mostOpen;

    private Attack(AttackStrength strength, TillsStall stall, SlowReaders slow)
    {
        (_stall, _slow) = (stall, slow);
        _halves = [.. Enumerable.Range(2, HalfDevices).Select(device => new HalfRequests(Device(device), stall.Address, strength.Halves / HalfDevices, HalvesAtOnce))];
        _rude = [.. Enumerable.Range(2 + HalfDevices, RudeDevices).Select(device => new RudeRequests(Device(device), stall.Address, Stream, device))];
        stall.Origin.Forget();
        _running = Task.WhenAll(
        [
            .. _halves.Select(device => device.RunAsync(_stop.Token)),
            .. _rude.Select(device => device.RunAsync(strength.Rude / RudeDevices, NewestSegment, "v0/live.m3u8", _stop.Token)),
            WatchAsync(),
        ]);
    }

    /// <summary>Begins.</summary>
    public static async Task<Attack> StartAsync(AttackStrength strength, TillsStall stall, CancellationToken cancellationToken)
    {
        var newest = stall.Origin.Timeline.Next.Msn - 1;
        var window = Enumerable.Range(0, stall.Origin.Options.Window - 1).Select(back => string.Create(CultureInfo.InvariantCulture, $"{Stream}v0/{newest - back}.m4s"));
        return new Attack(strength, stall, await SlowReaders.OpenAsync(Device(2 + HalfDevices + RudeDevices), stall.Address, strength.Slow, window, cancellationToken));
    }

    /// <summary>Ends it.</summary>
    public async Task StopAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            _took = TimeProvider.System.GetElapsedTime(_started);
            _asked = _stall.Origin.Forget();
        }
    }

    /// <summary>Whether the origin noticed no more of it than it may.</summary>
    public bool Judge()
    {
        var allowed = (RudeDevices + 1) * 2 * (UnnamedAtOnce + (UnnamedPerSecond * _took.TotalSeconds));
        var isMet = LiveSetup.Judge("hostile: requests to the origin for what no playlist names", Unnamed.Count, allowed, "");
        isMet &= LiveSetup.Judge("hostile: most requests to the origin for one part or segment", MostForOne, 1, "");
        return isMet & LiveSetup.Judge("hostile: requests to the origin for playlists, by part", PlaylistsPerPart, 1.1, "");
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var answers = _rude.SelectMany(static device => device.Answers).GroupBy(static pair => pair.Key, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal);
        return FormattableString.Invariant(
            $"  half requests: {_halves.Sum(static device => device.Opened)} opened, {_halves.Sum(static device => device.TurnedAway)} turned away, {_halves.Sum(static device => device.Answered)} answered and closed, at most {_mostOpen} open at a time; rude requests: {_rude.Sum(static device => device.Sent)}, answered {string.Join(", ", answers.Select(static group => FormattableString.Invariant($"{group.Key} x {group.Sum(static pair => pair.Value)}")))}; origin: {_asked.Count} requests in {_took.TotalSeconds:0.0} s, {Unnamed.Count} for what nothing names ({Unnamed.Sum(static request => request.BodyBytes) / 1048576.0:0.0} MiB), most for one object {MostForOne}, playlists by part {PlaylistsPerPart:0.00}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _slow.Dispose();
        foreach (var device in _rude)
        {
            device.Dispose();
        }

        _stop.Dispose();
    }

    private List<OriginRequest> Unnamed => [.. _asked.Where(request => !IsPlaylist(request) && !IsNamed(request))];

    private int MostForOne => _asked.Where(IsNamed).CountBy(static request => request.Path).Select(static pair => pair.Value).DefaultIfEmpty().Max();

    private double PlaylistsPerPart => _asked.Count(IsPlaylist) / (_took / _stall.Origin.Options.PartDuration);

    private static IPAddress Device(int last) => new([127, 0, 0, (byte)last]);

    private static bool IsPlaylist(OriginRequest request) => request.Path is "/hls/v0/live.m3u8" or "/hls/main.m3u8";

    /// <summary>Whether a playlist named it when it was asked for: what has left the window is as good as made up.</summary>
    private bool IsNamed(OriginRequest request)
    {
        var (timeline, msn) = (_stall.Origin.Timeline, LowLatencyRound.MsnOf(request.Path));
        var left = new LivePosition(msn + timeline.Window, _stall.Origin.Options.PartsPerSegment - 1);
        return msn >= 0 && (!timeline.IsPublished(left) || request.ReceivedAt < timeline.PublishedAt(left));
    }

    private string NewestSegment() => string.Create(CultureInfo.InvariantCulture, $"v0/{_stall.Origin.Timeline.Next.Msn - 1}.m4s");

    private async Task WatchAsync()
    {
        while (true)
        {
            _mostOpen = Math.Max(_mostOpen, _halves.Sum(static device => device.Open));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _stop.Token);
        }
    }
}
