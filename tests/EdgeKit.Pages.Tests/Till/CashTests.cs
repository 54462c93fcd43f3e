using EdgeKit.Contracts;
using EdgeKit.Pages.Till.Selling;

namespace EdgeKit.Pages.Till;

public sealed class CashTests
{
    [Theory]
    [InlineData(1250, "EUR", "1500 2000 5000")]
    [InlineData(500, "EUR", "1000 2000 5000")]
    [InlineData(4999, "EUR", "5000 6000 10000")]
    [InlineData(1, "EUR", "500 1000 2000")]
    [InlineData(19999, "EUR", "20000")]
    [InlineData(20001, "EUR", "20500 21000 22000")]
    [InlineData(1250, "JPY", "2000 5000 10000")]
    [InlineData(1250, "KWD", "5000 10000 20000")]
    public void Notes_are_offered_that_people_have(long sum, string currency, string likely) =>
        Assert.Equal(likely, string.Join(' ', Cash.Likely(new Money(sum, currency)).Select(static given => given.Amount)));

    [Theory]
    [InlineData(2000, 1250, 750L)]
    [InlineData(1250, 1250, 0L)]
    [InlineData(1249, 1250, null)]
    public void Change_is_what_was_given_too_much(long given, long sum, long? change) =>
        Assert.Equal(change, Cash.Change(new Money(given, "EUR"), new Money(sum, "EUR"))?.Amount);
}
