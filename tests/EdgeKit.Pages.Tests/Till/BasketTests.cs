using EdgeKit.Pages.Till.Selling;

namespace EdgeKit.Pages.Till;

public sealed class BasketTests
{
    [Fact]
    public void What_is_tapped_is_in_it_in_that_order()
    {
        var basket = Basket.Empty.Add("chai").Add("bao").Add("chai");

        Assert.Equal(("chai~2~bao~1", 3, 2), ($"{basket}", basket.Count, basket.QuantityOf("chai")));
        Assert.Equal("chai~1~bao~1", $"{basket.Less("chai")}");
        Assert.Equal("bao~1", $"{basket.Less("chai").Less("chai")}");
        Assert.Equal("chai~2", $"{basket.Without("bao")}");
        Assert.Equal("chai~2~bao~1", $"{basket.Less("pin").Without("pin")}");
        Assert.Equal("chai~1~bao~1", $"{basket.AtMost("chai", 1).AtMost("bao", 5)}");
        Assert.Equal("bao~1", $"{basket.AtMost("chai", 0)}");
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("chai~2~bao~1", "chai~2~bao~1")]
    [InlineData("chai~2~chai~3", "chai~5")]
    [InlineData("chai~2~bao", "chai~2")]
    [InlineData("chai~0~bao~-1~pin~x~tote~1", "tote~1")]
    [InlineData("chai~99999~bao~999999999999", "chai~999")]
    [InlineData("<b>~1~a b~1~~1~ok~1", "ok~1")]
    public void A_cookie_that_makes_no_sense_is_left_out(string? text, string basket) => Assert.Equal(basket, $"{Basket.Parse(text)}");

    [Fact]
    public void It_stays_as_large_as_a_cookie_may_be()
    {
        var sku = new string('x', 60);
        var basket = Enumerable.Range(0, 100).Aggregate(Basket.Empty, (before, number) => before.Add($"{sku}{number}", 5000));

        Assert.Equal(Basket.MostLines, basket.Lines.Count);
        Assert.All(basket.Lines, static line => Assert.Equal(Basket.MostOfOne, line.Quantity));
        Assert.InRange($"{basket}".Length, 1000, 4000);
        Assert.Equal($"{basket}", $"{Basket.Parse($"{basket}")}");
        Assert.Equal($"{basket}", $"{basket.Add(new string('y', 65))}");
    }
}
