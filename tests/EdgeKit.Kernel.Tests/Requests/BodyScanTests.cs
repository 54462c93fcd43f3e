using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Requests;

namespace EdgeKit.Kernel.Tests.Requests;

public sealed class BodyScanTests
{
    [Theory]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111111111111111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("card 5500.0000.0000.0004 thanks")]
    [InlineData("4111 1111 1111 1111 12/27 123")]
    [InlineData("call me 12 4111 1111 1111 1111")]
    [InlineData("378282246310005")]
    [InlineData("6011000990139424")]
    [InlineData("3530111333300000")]
    [InlineData("ab4111111111111111cdefabcdefabc")]
    [InlineData("Visa4111111111111111abcdefabcdef")]
    [InlineData("ab4111111111111111CDEFABCDEFABCD")]
    public void A_card_number_is_found(string text) => Assert.True(CardNumbers.IsIn(text));

    [Theory]
    [InlineData("4111 1111 1111 1112")]
    [InlineData("+49 151 2345 6789 01")]
    [InlineData("order 4711")]
    [InlineData("1764000000000")]
    [InlineData("01a205a4-a82a-7ff5-b09d-81cd94611605")]
    [InlineData("019deb28-8ea2-7451-9000-23891722ebbe")]
    [InlineData("313874cd-dfbc-423d-b246-548991270564")]
    [InlineData("9999999999999995")]
    [InlineData("ab4111111111111111cdefabcdefabcd")]
    [InlineData("till-4111111111111111abcdefabcdefabcd")]
    public void Other_numbers_are_left_alone(string text) => Assert.False(CardNumbers.IsIn(text));

    [Theory]
    [InlineData("""{"note":"4111 1111 1111 1111"}""", ProblemTypes.CardNumber, "note")]
    [InlineData("""{"note":"\u0034111111111111111"}""", ProblemTypes.CardNumber, "note")]
    [InlineData("""{"customer":{"phone":4111111111111111}}""", ProblemTypes.CardNumber, "customer.phone")]
    [InlineData("""{"payment":{"reference":"5500000000000004"}}""", ProblemTypes.CardNumber, "payment.reference")]
    [InlineData("""{"lines":[{},{"4111111111111111":1}]}""", ProblemTypes.CardNumber, "lines[1].4111111111111111")]
    [InlineData("""{"total":{"amount":1,"currency":"USD"}}""", ProblemTypes.WrongCurrency, "total.currency")]
    [InlineData("""{"lines":[{"price":{"currency":"eur"}}]}""", ProblemTypes.WrongCurrency, "lines[0].price.currency")]
    [InlineData("""{"note":"\ud800"}""", ProblemTypes.BadRequest, "note")]
    [InlineData("""{"note":""", ProblemTypes.BadRequest, "note")]
    [InlineData("""{"a":1}{"b":2}""", ProblemTypes.BadRequest, "body")]
    [InlineData("", ProblemTypes.BadRequest, "body")]
    public void What_is_wrong_is_named(string body, string type, string field)
    {
        var problem = BodyScan.Check(Encoding.UTF8.GetBytes(body), "EUR")!.Problem;

        Assert.Equal((type, field), (problem.Type, problem.Field));
    }

    [Fact]
    public void Too_deep_is_not_read() => Assert.NotNull(BodyScan.Check(Encoding.UTF8.GetBytes(new string('[', 40) + new string(']', 40)), "EUR"));

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("body", BodyScan.Check([0x22, 0xC3, 0x28, 0x22], "EUR")!.Problem.Field);

    [Fact]
    public void A_good_body_passes() =>
        Assert.Null(BodyScan.Check("""{"lines":[{"sku":"tea","quantity":2}],"total":{"amount":700,"currency":"EUR"},"note":"für Änne"}"""u8, "EUR"));
}
