using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Log;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Feed;

public sealed class FeedTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_cursor_beyond_the_head_is_refused()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 1);

        Assert.False(await ledger.AcknowledgeAsync(2));
        Assert.True(await ledger.AcknowledgeAsync(1));
        Assert.Equal(1, ledger.Writer.Acknowledged.Current);
    }

    [Fact]
    public async Task A_record_that_is_in_the_file_before_the_head_is_at_it_is_not_told_yet()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 1);
        await using (var between = LedgerFile.OpenForWriting(_directory.Path))
        {
            between.Execute("INSERT INTO log SELECT seq + 1, type, boot, monotonic, wall, clock, hlc, prev, orders, body, NULL, NULL, NULL FROM log WHERE seq = 1");
        }

        var settings = TestSettings.Of(_directory.Path, ("kit.id", "kit-17"));
        using var reader = new LedgerReader(settings);
        Assert.Equal(2, (await reader.ReadRecordsAsync(0, 10, Cancel)).Count);
        var desk = new FeedDesk(ledger.Writer, reader, settings.Read("kit", KitOptions.Read), ledger.Time);

        var first = await desk.ReadAsync("0", null, null, Cancel);
        var second = await desk.ReadAsync(first.Next.ToString(CultureInfo.InvariantCulture), null, null, Cancel);

        Assert.Equal(1, first.Next);
        Assert.Null(second.Problem);
        Assert.Equal(1, second.Next);
    }

    [Fact]
    public async Task Cursors_are_on_the_disk_and_other_readers_confirm_nothing()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 1);
            await ledger.StockAsync("t", "tea", 1);
            await ledger.AcknowledgeAsync(1);
            Assert.True(await ledger.Writer.RunAsync(new AcknowledgeFeed("report", 2, isCloud: false)));
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        Assert.Equal(1, again.Writer.Acknowledged.Current);
    }

    [Fact]
    public async Task Readers_are_bounded()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        for (var i = 0; i < AcknowledgeFeed.MostConsumers; i++)
        {
            Assert.True(await ledger.Writer.RunAsync(new AcknowledgeFeed($"c{i}", 0, isCloud: false)));
        }

        Assert.False(await ledger.Writer.RunAsync(new AcknowledgeFeed("one more", 0, isCloud: false)));
        Assert.True(await ledger.Writer.RunAsync(new AcknowledgeFeed("c3", 0, isCloud: false)));
    }

    [Fact]
    public async Task An_export_holds_what_the_cloud_lacks_and_its_own_checksum()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 10);
        for (var i = 0; i < 5; i++)
        {
            await ledger.SubmitAsync($"k{i}", ("tea", 1));
        }

        await ledger.AcknowledgeAsync(2);
        var file = Path.Combine(_directory.Path, "stick.jsonl");
        var settings = TestSettings.Of(_directory.Path, ("kit.id", "kit-17"));
        var count = await FeedExport.WriteAsync(settings, settings.Read("kit", KitOptions.Read), new CloudConsumer("cloud"), file, Cancel);

        var lines = await File.ReadAllLinesAsync(file, Cancel);
        Assert.Equal((4, 6), (count, lines.Length));
        var before = Encoding.UTF8.GetBytes(string.Join('\n', lines[..^1]) + "\n");
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(before)), lines[^1], StringComparison.Ordinal);
        var (source, records) = CloudEventBatch.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', lines[1..^1])}]"));
        Assert.Equal(CloudEventBatch.SourceOf("kit-17", ledger.Writer.Incarnation), source);
        Assert.Equal([3L, 4L, 5L, 6L], records.Select(static record => record.Seq));
    }
}
