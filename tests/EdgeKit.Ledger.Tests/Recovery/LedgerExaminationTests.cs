using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Recovery;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Recovery;

public sealed class LedgerExaminationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Where_there_is_none_nothing_is_made()
    {
        Assert.Null(LedgerExamination.Of(_directory.Path, "cloud"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_whole_one_is_read_beside_the_writer_and_without_it_and_is_not_changed()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 10);
            await ledger.SubmitAsync("a", ("tea", 2));

            var beside = LedgerExamination.Of(_directory.Path, "cloud")!;

            Assert.Equal((2, 1, true, null), (beside.Head, beside.Orders, beside.IsWholeChecked, beside.Fault));
        }

        var before = await File.ReadAllBytesAsync(_directory[LedgerFile.Name], TestContext.Current.CancellationToken);

        var found = LedgerExamination.Of(_directory.Path, "cloud")!;

        Assert.Equal((2, 1, null), (found.Head, found.Orders, found.Fault));
        Assert.Equal([LedgerFile.Name], Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory[LedgerFile.Name], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE log SET body = X'7B7D' WHERE seq = 1", "follow")]
    [InlineData("PRAGMA user_version = 99", "layout 99")]
    [InlineData("DROP TABLE stock", "stock")]
    public async Task What_is_wrong_with_one_is_said(string sql, string said)
    {
        await WriteAsync();
        await using (var connection = LedgerFile.OpenForWriting(_directory.Path))
        {
            connection.Execute(sql);
        }

        Assert.Contains(said, LedgerExamination.Of(_directory.Path, "cloud")!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_full_of_zeros_is_found()
    {
        await WriteAsync();
        await using (var file = File.OpenWrite(_directory[LedgerFile.Name]))
        {
            file.Seek(2 * 4096, SeekOrigin.Begin);
            await file.WriteAsync(new byte[4096], TestContext.Current.CancellationToken);
        }

        Assert.NotNull(LedgerExamination.Of(_directory.Path, "cloud")!.Fault);
    }

    private async Task WriteAsync()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 10);
        await ledger.SubmitAsync("a", ("tea", 2));
    }
}
