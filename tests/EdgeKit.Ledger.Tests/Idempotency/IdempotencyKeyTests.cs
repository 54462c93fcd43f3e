using EdgeKit.Ledger.Idempotency;

namespace EdgeKit.Ledger.Tests.Idempotency;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("two words")]
    [InlineData("ä")]
    public void What_is_no_key_is_refused(string? header) => Assert.False(IdempotencyKey.TryCreate(header, "orders", [], out _));

    [Fact]
    public void A_key_has_at_most_255_characters()
    {
        Assert.True(IdempotencyKey.TryCreate(new string('k', 255), "orders", [], out _));
        Assert.False(IdempotencyKey.TryCreate(new string('k', 256), "orders", [], out _));
    }

    [Fact]
    public void Quotes_of_a_structured_field_do_not_matter()
    {
        IdempotencyKey.TryCreate("\"abc\"", "orders", "x"u8, out var quoted);
        IdempotencyKey.TryCreate("abc", "orders", "x"u8, out var plain);

        Assert.Equal(plain, quoted);
    }

    [Fact]
    public void Another_route_or_body_is_another_request()
    {
        IdempotencyKey.TryCreate("abc", "orders", "x"u8, out var one);
        IdempotencyKey.TryCreate("abc", "orders", "y"u8, out var otherBody);
        IdempotencyKey.TryCreate("abc", "void 1", "x"u8, out var otherRoute);

        Assert.Equal(one.Hash, otherBody.Hash);
        Assert.False(one.Matches(otherBody.FingerprintBytes()));
        Assert.False(one.Matches(otherRoute.FingerprintBytes()));
        Assert.True(one.Matches(one.FingerprintBytes()));
    }
}
