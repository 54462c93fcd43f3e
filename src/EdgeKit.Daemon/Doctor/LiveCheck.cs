using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Live;
using EdgeKit.Streaming;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether each origin of each live stream sends its playlist, and whether the live edge moves.</summary>
/// <param name="options">The streams.</param>
/// <param name="daemon">The running one, which knows what is watched.</param>
/// <param name="time">Measures.</param>
internal sealed class LiveCheck(StreamingOptions options, RunningKit daemon, TimeProvider time) : ICheck
{
    public string Name => "Live";

    public TimeSpan Patience => TimeSpan.FromSeconds(45);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Streams.Count == 0)
        {
            return [Finding.Ok(Name, "no stream is configured")];
        }

        var view = await daemon.AskAsync("/api/v1/live", ContractsJson.Default.LiveView, cancellationToken);
        var items = await Task.WhenAll(options.Streams.Select(stream => LookAsync(stream, view?.Streams.FirstOrDefault(one => string.Equals(one.Name, stream.Name, StringComparison.Ordinal)), cancellationToken)));
        return [.. items.SelectMany(static of => of)];
    }

    private async Task<IReadOnlyList<DoctorItem>> LookAsync(StreamOptions stream, LiveStreamView? view, CancellationToken cancellationToken)
    {
        if ((stream.Playlist ?? view?.Renditions.Select(static rendition => rendition.Path).FirstOrDefault()) is not { } playlist)
        {
            return [Finding.Warning(Name, $"{stream.Name}: which playlist it has is not known before somebody watches", $"Name it: playlist: index.m3u8 beside the stream's name in live.streams, or watch it once at /live/{stream.Name}/.")];
        }

        var probes = await Task.WhenAll(stream.Origins.Select(origin => StreamingModule.ProbeAsync(new Uri(origin, playlist), time, cancellationToken)));
        return Judge(stream.Name, [.. stream.Origins.Zip(probes)]);
    }

    /// <summary>What the probes of one stream mean: one origin that is well keeps it going.</summary>
    public IReadOnlyList<DoctorItem> Judge(string stream, IReadOnlyList<(Uri Origin, OriginProbe Probe)> probes)
    {
        var isOneWell = probes.Any(static pair => IsWell(pair.Probe));
        return [.. probes.Select(pair => IsWell(pair.Probe) ? Finding.Ok(Name, Seen(stream, pair.Origin, pair.Probe))
            : isOneWell || (pair.Probe.Fault is null && pair.Probe.IsEnded) ? Finding.Warning(Name, Seen(stream, pair.Origin, pair.Probe), Fix(pair.Probe))
            : Finding.Fault(Name, Seen(stream, pair.Origin, pair.Probe), Fix(pair.Probe)))];
    }

    private static bool IsWell(OriginProbe probe) => probe is { Fault: null, AdvancedAfterSeconds: not null };

    private static string Seen(string stream, Uri origin, OriginProbe probe) => $"{stream} from {origin}: " + probe switch
    {
        { Fault: { } fault } => fault,
        { IsEnded: true } => $"playlist in {Milliseconds(probe.LatencySeconds)}; it has ended",
        { AdvancedAfterSeconds: { } seconds } => string.Create(CultureInfo.InvariantCulture, $"playlist in {Milliseconds(probe.LatencySeconds)}; the live edge moved after {seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"playlist in {Milliseconds(probe.LatencySeconds)}; the live edge stood still for {probe.WatchedSeconds:0.0} s"),
    };

    private static string Fix(OriginProbe probe) => probe switch
    {
        { Fault: not null } => "Check the address in live.streams, and whether the encoder's service is up; 'curl -v' on that address says more.",
        { IsEnded: true } => "Start the encoder for this event.",
        _ => "Look at the encoder: it sends nothing new.",
    };

    private static string Milliseconds(double seconds) => Figure.Milliseconds(TimeSpan.FromSeconds(seconds));
}
