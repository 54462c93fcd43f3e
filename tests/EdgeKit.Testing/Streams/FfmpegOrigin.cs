using System.Globalization;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Streams;

/// <summary>
/// Real media: Debian's ffmpeg encodes a test picture and a tone as time goes by, and sends them to a <see cref="TestOrigin"/>, which
/// serves them to any page (<c>Access-Control-Allow-Origin: *</c>), counts and fails as it is told.
/// </summary>
public sealed class FfmpegOrigin : IAsyncDisposable
{
    private const int FramesPerSecond = 24;
    private const long BitsPerSecond = 700_000;
    private const string RawPath = "/media/raw.mp4";

    private readonly CancellationTokenSource _ended = new();
    private readonly PackagedMedia _packaged = new(BitsPerSecond);
    private readonly TestOriginOptions _options;
    private readonly LiveTimeline _timeline;
    private ChildProcess? _encoder;
    private Task _packing = Task.CompletedTask;

    private FfmpegOrigin(FfmpegFormat format)
    {
        Format = format;
        _options = new TestOriginOptions { Renditions = [new("v0", BitsPerSecond)] };
        Origin = TestOrigin.Start(_options with { Window = 0 });
        _timeline = new LiveTimeline(_options.Time, 0, _options.Window);
        Origin.Add(new ClockFolder(_options.Time));
        Origin.Add(new HlsFolder("/ll/", _options with { FirstMsn = 0 }, _timeline, _options.Time.GetUtcNow(), (_, _) => _packaged, "avc1.42c01e,mp4a.40.2"));
    }

    /// <summary>What it is packed as.</summary>
    public FfmpegFormat Format { get; }

    /// <summary>Serves it.</summary>
    public TestOrigin Origin { get; }

    /// <summary>The folder that the stream is in: what a kit's <c>origins</c> names.</summary>
    public Uri Folder => new(Playlist, ".");

    /// <summary>Its playlist or manifest.</summary>
    public Uri Playlist => new(Origin.Address, Format switch
    {
        FfmpegFormat.Hls => "/media/hls/live.m3u8",
        FfmpegFormat.LowLatencyHls => "/ll/main.m3u8",
        FfmpegFormat.LowLatencyDash => "/media/dash/live.mpd",
    });

    /// <summary>Starts one, and waits until there is something to play.</summary>
    public static async Task<FfmpegOrigin> StartAsync(FfmpegFormat format, CancellationToken cancellationToken)
    {
        var origin = new FfmpegOrigin(format);
        try
        {
            await origin.EncodeAsync(cancellationToken);
            return origin;
        }
        catch
        {
            await origin.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_encoder is not null)
        {
            await _encoder.DisposeAsync();
        }

        await _ended.CancelAsync();
        try
        {
            await _packing;
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // It was told to stop.
        }

        await Origin.DisposeAsync();
        _ended.Dispose();
    }

    private async Task EncodeAsync(CancellationToken cancellationToken)
    {
        _encoder = ChildProcess.Start("/usr/bin/ffmpeg", Arguments());
        if (Format == FfmpegFormat.LowLatencyHls)
        {
            await WaitAsync(() => Origin.Store.Find(RawPath) is not null, cancellationToken);
            _packing = new FragmentPackager(_packaged, _timeline, _options).RunAsync(Origin.Store.Find(RawPath)!, _ended.Token);
            await WaitAsync(() => _timeline.Next.Msn > 0, cancellationToken);
        }
        else
        {
            await WaitAsync(() => Origin.Store.Find(Playlist.AbsolutePath) is not null, cancellationToken);
        }
    }

    private Task WaitAsync(Func<bool> isTrue, CancellationToken cancellationToken) =>
        Readiness.WaitUntilAsync(
            _ => !_encoder!.HasExited
                ? Task.FromResult(isTrue())
                : throw new InvalidOperationException($"ffmpeg ended with {_encoder.ExitCode}:\n{_encoder.Output}"),
            () => $"ffmpeg sent nothing to play:\n{_encoder!.Output}",
            cancellationToken);

    private IEnumerable<string> Arguments()
    {
        var segmentFrames = Number(_options.SegmentDuration.TotalSeconds * FramesPerSecond);
        string[] source =
        [
            "-hide_banner", "-nostdin", "-loglevel", "warning",
            "-re", "-f", "lavfi", "-i", $"testsrc2=size=320x180:rate={Number(FramesPerSecond)}",
            "-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
            "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline", "-pix_fmt", "yuv420p",
            "-g", segmentFrames, "-keyint_min", segmentFrames, "-sc_threshold", "0", "-b:v", "600k", "-c:a", "aac", "-b:a", "64k", "-ac", "1",
        ];
        var seconds = Number(_options.SegmentDuration.TotalSeconds);
        string[] target = Format switch
        {
            FfmpegFormat.Hls =>
            [
                "-f", "hls", "-hls_time", seconds, "-hls_list_size", "15", "-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4",
                "-hls_segment_filename", $"{Folder}%d.m4s", "-hls_flags", "program_date_time", "-method", "PUT", "-http_persistent", "1", Playlist.ToString(),
            ],
            FfmpegFormat.LowLatencyHls =>
            [
                "-f", "mp4", "-movflags", "+frag_keyframe+empty_moov+delay_moov+default_base_moof", "-frag_duration", Number(_options.PartDuration.TotalMicroseconds),
                "-flush_packets", "1", "-method", "PUT", new Uri(Origin.Address, RawPath).ToString(),
            ],
            FfmpegFormat.LowLatencyDash =>
            [
                "-f", "dash", "-ldash", "1", "-streaming", "1", "-seg_duration", seconds, "-frag_type", "duration",
                "-frag_duration", Number(_options.PartDuration.TotalSeconds), "-use_template", "1", "-use_timeline", "0", "-window_size", "15",
                "-extra_window_size", "15", "-target_latency", "2", "-update_period", seconds, "-write_prft", "1", "-utc_timing_url", new Uri(Origin.Address, "/time").ToString(),
                "-method", "PUT", "-http_persistent", "1", Playlist.ToString(),
            ],
        };
        return [.. source, .. target];
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
