using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Commands;

public sealed class CommandTests(SqliteSource stores) : IClassFixture<SqliteSource>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("run --listen http://0.0.0.0:9090", "needs TLS")]
    [InlineData("run --listen http://[::]:9090", "needs TLS")]
    [InlineData("run --listen https://127.0.0.1:9090", "--certificate")]
    [InlineData("run --certificate x.pem", "--key")]
    [InlineData("run --listen nowhere", "nowhere")]
    [InlineData("run --listen http://example.com:80", "IP address")]
    [InlineData("run --store mysql://x", "mysql")]
    [InlineData("run --store postgres://x/y?password=z", "password")]
    [InlineData("run --allocate maybe", "maybe")]
    [InlineData("run --sell-for soon", "soon")]
    [InlineData("run --sell-for 0h", "0h")]
    [InlineData("run --sell-for 48", "48")]
    [InlineData("kit add a_b", "a_b")]
    [InlineData("token add web", "--role")]
    [InlineData("token add web --role king", "king")]
    public async Task Wrong_usage_ends_with_2_and_says_what_is_wrong(string line, string says)
    {
        var (code, output, error) = await RunAsync(line);

        Assert.Equal(2, code);
        Assert.Contains(says, output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("90s", 90)]
    [InlineData("48h", 172_800)]
    [InlineData("2d", 172_800)]
    public void For_how_long_kits_may_sell_is_said_with_a_unit(string? text, int? seconds) =>
        Assert.Equal(new CloudOptions(true, seconds), new EdgeKit.Cloud.Commands.RunOptions([], "", null, null, Allocates: true, text).Cloud());

    [Fact]
    public async Task A_token_is_shown_once_and_ends_with_revoke()
    {
        var store = await stores.NewAsync(Cancel);

        var (added, token, _) = await RunAsync($"kit add kit-1 --store {store}");
        Assert.Equal((0, true), (added, token.StartsWith("ekc_", StringComparison.Ordinal)));
        Assert.Equal(new Caller(Role.Kit, "kit-1"), await FindAsync(store, token.Trim()));
        Assert.Equal(1, (await RunAsync($"kit add kit-1 --store {store}")).Code);
        Assert.Equal(1, (await RunAsync($"token revoke kit-1 --store {store}")).Code);
        Assert.Equal(0, (await RunAsync($"kit revoke kit-1 --store {store}")).Code);
        Assert.Null(await FindAsync(store, token.Trim()));
        Assert.Equal(0, (await RunAsync($"kit add kit-1 --store {store}")).Code);
    }

    [Theory]
    [InlineData("backend")]
    [InlineData("shop")]
    [InlineData("operator")]
    public async Task A_reader_is_given_its_role(string role)
    {
        var store = await stores.NewAsync(Cancel);

        var (_, token, _) = await RunAsync($"token add web --role {role} --store {store}");

        Assert.Equal(new Caller(Enum.Parse<Role>(role, ignoreCase: true), "web"), await FindAsync(store, token.Trim()));
        Assert.Equal(0, (await RunAsync($"token revoke web --store {store}")).Code);
    }

    [Fact]
    public async Task A_frozen_log_goes_on_after_unfreeze()
    {
        var store = await stores.NewAsync(Cancel);
        var log = new KitLog("kit-1").SellMany(4);
        await using var cloud = await TestCloud.StartAsync(store);
        await cloud.PushAsync(log, 1, 3);
        await cloud.PushAsync(log.CloneUpTo(2).SellMany(1, "CAKE"), 3, 3);
        Assert.Equal(409, (await cloud.PushAsync(log, 4, 4)).Status);

        Assert.Equal(0, (await RunAsync($"kit unfreeze kit-1 {log.Incarnation} --store {store}")).Code);

        Assert.Equal(4, (await cloud.PushAsync(log, 4, 4)).AckSeq);
        Assert.Equal(1, (await RunAsync($"kit unfreeze kit-1 {log.Incarnation} --store {store}")).Code);
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_ends_with_1()
    {
        var (code, _, error) = await RunAsync("kit add kit-1 --store sqlite:/dev/null/x");

        Assert.Equal(1, code);
        Assert.Contains("/dev/null/x", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_left_alone()
    {
        var store = await stores.NewAsync(Cancel);
        await RunAsync($"kit add kit-1 --store {store}");
        Assert.True(StoreAddress.TryMake(store, out var open, out _));
        await using (open)
        {
            await open.OpenAsync(Cancel);
            await open.WriteAsync(static session => session.ExecuteAsync("UPDATE settings SET value = '99' WHERE name = 'schema'"), Cancel);
        }

        var (code, _, error) = await RunAsync($"kit add kit-2 --store {store}");

        Assert.Equal(1, code);
        Assert.Contains("newer", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string line)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await EdgeKit.Cloud.Commands.CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<Caller?> FindAsync(string store, string token)
    {
        Assert.True(StoreAddress.TryMake(store, out var open, out _));
        await using (open)
        {
            await open.OpenAsync(Cancel);
            return await open.ReadAsync(session => TokenTable.FindAsync(session, Token.Hash(token)), Cancel);
        }
    }
}
