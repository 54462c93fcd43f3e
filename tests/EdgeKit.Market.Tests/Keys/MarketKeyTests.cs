using EdgeKit.Market.Keys;
using EdgeKit.Testing;

namespace EdgeKit.Market.Tests.Keys;

public sealed class MarketKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_written_key_is_read_and_is_for_its_owner_alone()
    {
        await MarketModule.WriteKeyAsync(_directory["key"], Cancel);

        Assert.Equal(await File.ReadAllTextAsync(_directory["key"], Cancel), MarketKey.Read(_directory["key"])!.Text + "\n");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["key"]));
    }

    [Fact]
    public async Task A_key_that_is_in_use_is_not_overwritten()
    {
        await MarketModule.WriteKeyAsync(_directory["key"], Cancel);
        var before = await File.ReadAllTextAsync(_directory["key"], Cancel);

        await Assert.ThrowsAsync<IOException>(async () => await MarketModule.WriteKeyAsync(_directory["key"], Cancel));

        Assert.Equal(before, await File.ReadAllTextAsync(_directory["key"], Cancel));
    }

    [Fact]
    public void No_two_keys_are_the_same() => Assert.NotEqual(MarketModule.NewKey(), MarketModule.NewKey());

    [Fact]
    public void Hexadecimal_digits_spell_the_same_key() =>
        Assert.Equal(
            MarketKey.Parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")!.Text,
            MarketKey.Parse("000102030405060708090A0B0C0D0E0F101112131415161718191a1b1c1d1e1f")!.Text);

    [Theory]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191a1b1c1d1e")]
    [InlineData("not a key at all, though it is as long as one is")]
    public void What_is_too_short_or_something_else_is_no_key(string text) => Assert.Null(MarketKey.Parse(text));

    [Fact]
    public void A_file_without_an_end_is_no_key() => Assert.Null(MarketKey.Read("/dev/zero"));
}
