using System.Collections.Concurrent;
using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>A stream on a page of a site, from an encoder through a kit into a real browser.</summary>
public sealed class LivePageTests(Browser browser, ITestOutputHelper output) : PageTest(browser)
{
    [Fact]
    public async Task Whoever_taps_Watch_sees_the_stream_move_beside_what_it_shows()
    {
        await using var origin = await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyHls, Cancel);
        var kit = await PublishAsync(origin);
        var phone = await Browser.OpenAsync(Screen.Phone, Lan);
        var byBrowser = new ConcurrentQueue<string>();
        phone.Request += (_, request) =>
        {
            if (request.ResourceType == "media")
            {
                byBrowser.Enqueue(request.Url);
            }
        };
        await phone.GotoAsync("/e/tonights-table");
        await Assertions.Expect(phone.Locator(".live .goods.pinned")).ToContainTextAsync("Miso ramen");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Watch" }).ClickAsync();

        // Pictures are decoded, and go on: half a second of the stream after the first of them.
        var watched = await phone.WaitForFunctionAsync("""
            () => {
              const video = document.querySelector(".screen video");
              if (video.videoWidth === 0 || video.paused || video.currentTime === 0) return null;
              video.since ??= video.currentTime;
              const frames = video.getVideoPlaybackQuality().totalVideoFrames;
              return video.currentTime - video.since > 0.5 && frames > 5 ? [video.videoWidth, video.videoHeight, frames, performance.now()] : null;
            }
            """);
        var seen = await watched.JsonValueAsync<double[]>();
        Assert.Equal([320, 180], seen[..2]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"playing: {seen[2]:0} frames decoded, {seen[3]:0} ms after the page was opened"));

        // It was the kit's player that played: the browser's own was never asked, which says that it can, and then waits for ever.
        Assert.Empty(byBrowser);
        Assert.StartsWith("blob:", await phone.Locator(".screen video").EvaluateAsync<string>("video => video.currentSrc"), StringComparison.Ordinal);
        Assert.Equal("", await phone.Locator(".screen-note").InnerTextAsync());
        await Assertions.Expect(phone.Locator(".live .goods.pinned [data-stock=ramen]")).ToHaveTextAsync("12 left");
        Assert.Empty(await SeriousAsync(phone));

        // What somebody buys meanwhile is said while it plays on.
        using var tablet = kit.NewTablet("other");
        Assert.Equal(CallOutcome.Acked, (await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("ramen", 2))).Outcome);
        await Assertions.Expect(phone.Locator(".live .goods.pinned [data-stock=ramen]")).ToHaveTextAsync("10 left");
        var at = await phone.Locator(".screen video").EvaluateAsync<double>("video => video.currentTime");
        await phone.WaitForFunctionAsync("at => document.querySelector('.screen video').currentTime > at", at);
    }

    /// <summary>A kit with the stream, and a page of it.</summary>
    private async Task<KitProcess> PublishAsync(FfmpegOrigin origin)
    {
        var kit = await StartLanKitAsync(new KitSetup
        {
            Items =
            [
                new("ramen", "Miso ramen, small bowl", new Money(980, "EUR"), 0.07m, Category: "Food", Stock: 12),
                new("mug", "Speckled mug", new Money(2400, "EUR"), 0.19m, Category: "Ceramics", Stock: 3),
            ],
            Yaml = $"""
                live:
                  streams:
                    - name: kitchen
                      origins: ["{origin.Folder}"]
                      playlist: main.m3u8

                """,
        });
        var creator = await PairAsync(kit, "creator", Screen.Tablet);
        await creator.GotoAsync("/sites");
        await creator.GetByRole(AriaRole.Button, new() { Name = "Food stall evening" }).ClickAsync();
        await creator.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await creator.GetByText("everybody sees it now").WaitForAsync();
        return kit;
    }
}
