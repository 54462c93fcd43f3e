using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace EdgeKit.Benchmarks.Pages;

/// <summary>A phone with a microsite open: hears its news, and opens the page again every few seconds, as people do.</summary>
/// <param name="kit">Asked over connections that stay open, as a browser's do.</param>
/// <param name="page">The microsite.</param>
/// <param name="times">Takes how long each page took, to its last byte.</param>
/// <param name="number">Keeps phones out of step.</param>
[SuppressMessage("Security", "CA5394", Justification = "Picks moments; nothing is guarded by it.")]
internal sealed class Phone(HttpClient kit, Uri page, ConcurrentQueue<TimeSpan> times, int number)
{
    private readonly Random _random = new(number);

    /// <summary>News that came.</summary>
    public long Heard { get; private set; }

    /// <summary>Until told to stop.</summary>
    /// <exception cref="HttpRequestException">The kit refused it.</exception>
    public Task RunAsync(TimeSpan every, CancellationToken cancellationToken) => Task.WhenAll(OpenAsync(every, cancellationToken), ListenAsync(cancellationToken));

    private async Task OpenAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        await Task.Delay(every * _random.NextDouble(), TimeProvider.System, cancellationToken);
        while (true)
        {
            var asked = TimeProvider.System.GetTimestamp();
            using var answer = await kit.GetAsync(page, cancellationToken);
            answer.EnsureSuccessStatusCode();
            times.Enqueue(TimeProvider.System.GetElapsedTime(asked));
            await Task.Delay(every * (0.5 + _random.NextDouble()), TimeProvider.System, cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page.ToString() + "/events", UriKind.RelativeOrAbsolute)) { Version = HttpVersion.Version11 };
        using var answer = await kit.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var news = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        while (await news.ReadAsync(buffer, cancellationToken) > 0)
        {
            Heard++;
        }
    }
}
