using System.Globalization;
using EdgeKit.Contracts.Live;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Origins;

/// <summary>Asks an origin for a playlist now and again, as a viewer would, to see its live edge move.</summary>
internal static class EdgeWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <summary>Watches until something new is there, or one and a half segments long.</summary>
    public static async Task<OriginProbe> LookAsync(Uri playlist, TimeProvider time, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler();
        OriginClusters.Configure(handler);
        using var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = PlaylistReader.MaximumBytes };
        var asked = time.GetTimestamp();
        double? latency = null;
        var watched = TimeSpan.Zero;
        try
        {
            var reading = await FetchAsync(client, playlist, cancellationToken);
            latency = time.GetElapsedTime(asked).TotalSeconds;
            if (reading is PlaylistReading.Multivariant(var several) && several.Variants.FirstOrDefault(static variant => !variant.IFrameOnly) is { } variant)
            {
                playlist = new Uri(playlist, variant.Uri);
                reading = await FetchAsync(client, playlist, cancellationToken);
            }

            if (reading is not PlaylistReading.Media(var first))
            {
                return new OriginProbe(playlist, latency.Value, IsEnded: false, 0, Fault: reading is PlaylistReading.Opaque(var why) ? $"what it sends is no playlist: {why}" : "its playlist names no media");
            }

            var began = time.GetTimestamp();
            var most = TimeSpan.FromSeconds(Math.Min(first.TargetDurationSeconds * 1.5, AtMost.TotalSeconds));
            while (!first.IsEnded && watched < most)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Clamp((most - watched).TotalSeconds, 0.05, 0.5)), time, cancellationToken);
                var isNew = await FetchAsync(client, playlist, cancellationToken) is PlaylistReading.Media(var next) && (next.LastMsn, next.PartsOfNext).CompareTo((first.LastMsn, first.PartsOfNext)) > 0;
                watched = time.GetElapsedTime(began);
                if (isNew)
                {
                    return new OriginProbe(playlist, latency.Value, IsEnded: false, watched.TotalSeconds, watched.TotalSeconds);
                }
            }

            return new OriginProbe(playlist, latency.Value, first.IsEnded, watched.TotalSeconds);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or OperationCanceledException)
        {
            var why = exception is HttpRequestException ? exception.Message : string.Create(CultureInfo.InvariantCulture, $"it did not answer in {Patience.TotalSeconds:0} s");
            return new OriginProbe(playlist, latency ?? time.GetElapsedTime(asked).TotalSeconds, IsEnded: false, watched.TotalSeconds, Fault: why);
        }
    }

    private static async Task<PlaylistReading> FetchAsync(HttpClient client, Uri playlist, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(playlist, cancellationToken);
        return answer.IsSuccessStatusCode
            ? PlaylistReader.Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken))
            : throw new HttpRequestException($"it answers {(int)answer.StatusCode}", inner: null, answer.StatusCode);
    }
}
