using System.Text;
using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Commands;

/// <summary>What a kit wrote to a stick has the effect that it would have had over HTTP.</summary>
public sealed class ImportTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly DirectoryInfo _stick = Directory.CreateTempSubdirectory("edgekit-stick-");
    private readonly KitLog _log = new KitLog("kit-17").SellMany(2_500);
    private string _store = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await stores.NewAsync(Cancel);

    public ValueTask DisposeAsync()
    {
        _stick.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_taken_in_and_again_without_effect()
    {
        var file = await WriteAsync(1, 2_500);

        var first = await ImportAsync(file);
        var again = await ImportAsync(file);

        Assert.Equal((0, 0), (first.Code, again.Code));
        Assert.Contains("2500 new, 0 there before", first.Output, StringComparison.Ordinal);
        Assert.Contains("0 new, 2500 there before", again.Output, StringComparison.Ordinal);
        await using var cloud = await TestCloud.StartAsync(_store);
        Assert.Equal(2_500, (await cloud.OrdersAsync(limit: 1000)).Count);
    }

    [Fact]
    public async Task A_file_may_overlap_what_came_over_the_uplink_while_the_cloud_runs()
    {
        await using var cloud = await TestCloud.StartAsync(_store);
        await cloud.PushAsync(_log, 1, 300);

        Assert.Contains("200 new, 300 there before", (await ImportAsync(await WriteAsync(1, 500))).Output, StringComparison.Ordinal);

        Assert.Equal(600, (await cloud.PushAsync(_log, 501, 600)).AckSeq);
    }

    [Fact]
    public async Task A_file_behind_a_gap_says_what_is_missing()
    {
        await ImportAsync(await WriteAsync(1, 100));

        var (code, _, error) = await ImportAsync(await WriteAsync(151, 200));

        Assert.Equal(1, code);
        Assert.Contains("101 to 150", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_cloned_card_is_refused()
    {
        await ImportAsync(await WriteAsync(1, 100));

        var (code, _, error) = await ImportAsync(await WriteAsync(1, 110, _log.CloneUpTo(90).SellMany(20, "CAKE")));

        Assert.Equal(1, code);
        Assert.Contains("frozen", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "checksum")]
    [InlineData(1, "checksum")]
    [InlineData(2, "cut off")]
    [InlineData(3, "cut off")]
    [InlineData(4, "no feed export")]
    [InlineData(5, "no feed export")]
    [InlineData(6, "has 99 records")]
    [InlineData(7, "contradicts")]
    [InlineData(8, "version 2")]
    [InlineData(9, "longer than")]
    public async Task A_file_that_is_not_whole_is_refused_and_nothing_of_it_kept(int damage, string says)
    {
        var lines = (await File.ReadAllTextAsync(await WriteAsync(1, 100), Cancel)).TrimEnd('\n').Split('\n').ToList();
        var text = damage switch
        {
            0 => string.Join('\n', lines).Replace("\"quantity\":1", "\"quantity\":2", StringComparison.Ordinal),
            1 => Join(lines.Where(static (_, index) => index != 50)),
            2 => Join(lines.SkipLast(1)),
            3 => string.Join('\n', lines)[..5_000],
            4 => "",
            5 => "PK\u0003\u0004 something else\n",
            6 => Sealed(lines.SkipLast(1).Where(static (_, index) => index != 50)),
            7 => Sealed(lines.SkipLast(1).Select(static line => line.Replace("\"count\":100", "\"count\":7", StringComparison.Ordinal))),
            8 => Sealed(lines.SkipLast(1).Select(static line => line.Replace("\"version\":1,", "\"version\":2,", StringComparison.Ordinal))),
            _ => lines[0] + "\n" + new string('x', 2_000_000),
        };
        var file = Path.Combine(_stick.FullName, "damaged");
        await using (var stream = new FileStream(file, FileMode.Create))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
        }

        var (code, _, error) = await ImportAsync(file);

        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        await using var cloud = await TestCloud.StartAsync(_store);
        Assert.Empty(await cloud.OrdersAsync());
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1() => Assert.Equal(1, (await ImportAsync("/nowhere/at/all")).Code);

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static string Sealed(IEnumerable<string> lines) => ExportFile.Sealed(Join(lines));

    private Task<string> WriteAsync(long first, long last, KitLog? log = null) => ExportFile.WriteAsync(_stick, log ?? _log, first, last, Cancel);

    private async Task<(int Code, string Output, string Error)> ImportAsync(string file)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await EdgeKit.Cloud.Commands.CommandLine.RunAsync(["import", file, "--store", _store], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
