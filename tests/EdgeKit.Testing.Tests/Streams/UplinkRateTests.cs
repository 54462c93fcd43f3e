using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Tests;

public sealed class UplinkRateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_share_one_rate()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("low", 400_000)] });
        using var http = new HttpClient { BaseAddress = origin.Hls };
        await http.GetByteArrayAsync(new Uri("low/109.m4s", UriKind.Relative), Cancel);
        origin.BitsPerSecond = 8_000_000;

        // A busy machine can make it slower than told, never faster.
        var rates = new List<double>();
        do
        {
            origin.Forget();
            var started = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(viewer => http.GetByteArrayAsync(new Uri($"low/{110 + (viewer % 4)}.m4s", UriKind.Relative), Cancel)));
            rates.Add(origin.BodyBytes * 8 / TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            Assert.InRange(rates[^1], 0, 8_800_000);
        }
        while (rates[^1] < 7_200_000 && rates.Count < 5);

        Assert.InRange(rates[^1], 7_200_000, 8_800_000);
    }

    [Fact]
    public async Task A_line_that_was_idle_saves_nothing_up()
    {
        var clock = new TestClock();
        var line = new UplinkRate(clock) { BitsPerSecond = 8_000 };
        clock.Advance(TimeSpan.FromHours(1));

        var taken = line.TakeAsync(1_000, Cancel);

        Assert.Equal(TimeSpan.FromSeconds(1), await clock.SleepAsync(Cancel));
        clock.Advance(TimeSpan.FromSeconds(1));
        await taken;
    }
}
