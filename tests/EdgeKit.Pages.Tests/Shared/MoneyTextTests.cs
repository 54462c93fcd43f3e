using EdgeKit.Contracts;

namespace EdgeKit.Pages.Shared;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData(1250, "EUR", "€12.50", "12.50")]
    [InlineData(0, "EUR", "€0.00", "0.00")]
    [InlineData(-5, "EUR", "−€0.05", "-0.05")]
    [InlineData(1250, "JPY", "¥1250", "1250")]
    [InlineData(1250, "CHF", "CHF\u00A012.50", "12.50")]
    [InlineData(1250, "KWD", "KWD\u00A01.250", "1.250")]
    public void An_amount_is_written_as_its_currency_is(long amount, string currency, string text, string plain) =>
        Assert.Equal((text, plain), (MoneyText.Of(new Money(amount, currency)), MoneyText.Plain(new Money(amount, currency))));

    [Theory]
    [InlineData("12.50", "EUR", 1250)]
    [InlineData("12,5", "EUR", 1250)]
    [InlineData(" €12 ", "EUR", 1200)]
    [InlineData("12 eur", "EUR", 1200)]
    [InlineData("0", "EUR", 0)]
    [InlineData(".5", "EUR", 50)]
    [InlineData("1250", "JPY", 1250)]
    [InlineData("12.505", "KWD", 12505)]
    public void What_people_type_is_read(string text, string currency, long amount)
    {
        Assert.True(MoneyText.TryParse(text, currency, out var money));
        Assert.Equal(new Money(amount, currency), money);
    }

    [Theory]
    [InlineData("", "EUR")]
    [InlineData("twelve", "EUR")]
    [InlineData("-1", "EUR")]
    [InlineData("1,250.00", "EUR")]
    [InlineData("1e3", "EUR")]
    [InlineData("12.505", "EUR")]
    [InlineData("12.5", "JPY")]
    [InlineData("99999999999999", "EUR")]
    [InlineData("79228162514264337593543950335", "EUR")]
    [InlineData("$5", "EUR")]
    public void What_is_no_amount_is_not_guessed_at(string text, string currency) => Assert.False(MoneyText.TryParse(text, currency, out _));
}
