using EdgeKit.Contracts;
using EdgeKit.Pages.Till.Orders;

namespace EdgeKit.Pages.Till;

public sealed class TypedTakeBackTests
{
    private static readonly IReadOnlyList<ReceiptLine> Lines = [new("chai", "Chai", 3, new Money(350, "EUR"), 2), new("bao", "Bao", 1, new Money(650, "EUR"), 1), new("pin", "Pin", 1, new Money(900, "EUR"), 0)];

    [Theory]
    [InlineData("2", "1", "all")]
    [InlineData("2", "0", "chai~2")]
    [InlineData("1", "", "chai~1")]
    [InlineData("0", "1", "bao~1")]
    public void What_is_typed_is_asked_for(string chai, string bao, string wanted)
    {
        var (request, wrong) = Typed("cold", chai, bao).For(Lines);

        Assert.Null(wrong);
        Assert.Equal(wanted, request!.Lines is { } lines ? string.Join('~', lines.Select(static line => $"{line.Sku}~{line.Quantity}")) : "all");
    }

    [Theory]
    [InlineData("", "1", "0", "Say why")]
    [InlineData("cold", "0", "0", "every number is 0")]
    [InlineData("cold", "3", "0", "Chai: expected 0 to 2, not '3'")]
    [InlineData("cold", "-1", "0", "Chai: expected 0 to 2, not '-1'")]
    [InlineData("cold", "1.5", "0", "Chai: expected 0 to 2")]
    [InlineData("cold", "one", "0", "Chai: expected 0 to 2")]
    [InlineData("cold", "99999999999", "0", "Chai: expected 0 to 2")]
    public void What_makes_no_sense_is_named(string reason, string chai, string bao, string names)
    {
        var (request, wrong) = Typed(reason, chai, bao).For(Lines);

        Assert.Null(request);
        Assert.Contains(names, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_has_an_end() => Assert.Contains("longer than 500", Typed(new string('x', 501), "1", "0").For(Lines).Wrong, StringComparison.Ordinal);

    private static TypedTakeBack Typed(string reason, string chai, string bao) =>
        new(reason, true, new Dictionary<string, string>(StringComparer.Ordinal) { ["chai"] = chai, ["bao"] = bao, ["pin"] = "7" });
}
