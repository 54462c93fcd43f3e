namespace EdgeKit.Streaming.Tests.Streams;

public sealed class DashAddressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("<BaseURL>http://HOST/o/</BaseURL>", "$RepresentationID$/$Number$.m4s", "v0/7.m4s")]
    [InlineData("<BaseURL>http://HOST/o/media/</BaseURL>", "$RepresentationID$/$Number$.m4s", "media/v0/7.m4s")]
    [InlineData("", "/o/$RepresentationID$/$Number%05d$.m4s", "v0/00007.m4s")]
    [InlineData("", "/o/$RepresentationID$/$Number$.m4s", "v0/7.m4s")]
    public async Task What_a_manifest_addresses_from_the_root_comes_through_the_kit_once(string baseAddress, string media, string segment)
    {
        await using var origin = RawOrigin.Start(exchange => exchange.Path == "/o/live.mpd"
            ? exchange.TextAsync(RawMedia.Manifest
                .Replace("<Period", baseAddress.Replace("HOST", exchange.Host, StringComparison.Ordinal) + "<Period", StringComparison.Ordinal)
                .Replace("media=\"$RepresentationID$/$Number$.m4s\"", $"media=\"{media}\"", StringComparison.Ordinal))
            : exchange.BodyAsync(RawMedia.Bytes("media")));
        await using var edge = await Edge.StartAsync([origin.Root]);

        var manifest = await edge.TextAsync("live.mpd", Cancel);

        Assert.DoesNotContain("http://", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("%24", manifest, StringComparison.Ordinal);
        Assert.Equal(RawMedia.Bytes("media"), (await edge.GetAsync(segment, Cancel)).Body);
        Assert.Equal(RawMedia.Bytes("media"), (await edge.GetAsync(segment, Cancel)).Body);
        Assert.Equal(1, origin.RequestsOf(segment));
    }
}
