using System.Text;
using System.Text.Json;
using CsCheck;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Tests.Log;

/// <summary>It is the serializer, only quicker: the same bytes, the same orders, and the same refusals.</summary>
public sealed class OrderJsonTests
{
    private const string Sample =
        """{"orderId":"00000000-0003-8888-9919-fa28b79cfe36","receipt":"17-0001","status":"paid","lines":[{"sku":"TEA-01","name":"Masala chai","quantity":1,"price":{"amount":350,"currency":"EUR"},"taxRate":0.07}],"total":{"amount":350,"currency":"EUR"},"payment":{"method":"terminal","reference":"r-1"},"customer":{"name":"Kim","phone":"1","email":"k@example.org","address":"Row C"},"note":"no nuts","by":"tablet"}""";

    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.String[Gen.Char["<>&\"'+\\/\u0001\u2028\ud83dé\n"], 0, 8], Gen.Const(""), Gen.Const("Masala chai"));
    private static readonly Gen<string?> Perhaps = Gen.OneOf(Text.Select(static text => (string?)text), Gen.Const((string?)null));
    private static readonly Gen<Money> Price = Gen.Select(Gen.Long, Gen.OneOf(Gen.Const("EUR"), Text), static (amount, currency) => new Money(amount, currency));
    private static readonly Gen<decimal?> Rate = Gen.OneOf(Gen.Decimal.Select(static rate => (decimal?)rate), Gen.Const((decimal?)null), Gen.Const((decimal?)0.070m));
    private static readonly Gen<OrderLine> Line = Gen.Select(Text, Text, Gen.Int, Price, Rate, static (sku, name, quantity, price, rate) => new OrderLine(sku, name, quantity, price, rate));

    private static readonly Gen<Customer?> Customer = Gen.OneOf(
        Gen.Const((Customer?)null), Gen.Select(Perhaps, Perhaps, Perhaps, Perhaps, static (name, phone, email, address) => (Customer?)new Customer(name, phone, email, address)));

    private static readonly Gen<OrderAcceptedBody> Order = Gen.Select(
        Gen.Select(Gen.Guid, Text, Gen.Enum<OrderStatus>()),
        Gen.Select(Line.List[0, 4], Price),
        Gen.Select(Gen.Enum<PaymentMethod>(), Perhaps, Customer, Perhaps, Perhaps),
        static (head, goods, rest) => new OrderAcceptedBody(head.Item1, head.Item2, head.Item3, goods.Item1, goods.Item2, new Payment(rest.Item1, rest.Item2), rest.Item3, rest.Item4, rest.Item5));

    [Fact]
    public void Any_order_is_written_with_the_serializers_bytes_and_read_back() =>
        Order.Sample(
            static order =>
            {
                var text = JsonSerializer.SerializeToUtf8Bytes(order, ContractsJson.Default.OrderAcceptedBody);
                Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(Written(order)));
                Assert.Equal(text, Written(OrderJson.Read(text)));
            },
            iter: 20_000);

    [Fact]
    public void Any_change_of_the_text_is_read_or_refused_as_by_the_serializer() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Int[0, 12], Gen.OneOf(Gen.Char["{}[]\",:0123456789.-+eE\\u ntfalsorecy"], Gen.Char)).Sample(
            static (at, cut, put) => SameAsSerializer(Sample[..at] + put + Sample[Math.Min(Sample.Length, at + cut)..]),
            iter: 50_000);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"note\":1}")]
    public void What_is_no_order_is_refused_as_by_the_serializer(string text)
    {
        SameAsSerializer(text);
        Assert.Throws<JsonException>(() => OrderJson.Read(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("\"note\":\"no nuts\"", "\"note\":null")]
    [InlineData("\"note\":\"no nuts\"", "\"note\":\"a\",\"note\":\"b\"")]
    [InlineData("\"note\":\"no nuts\"", "\"newer\":{\"a\":[1]}")]
    [InlineData("\"note\":\"no nuts\",\"by\":\"tablet\"", "\"by\":\"tablet\",\"note\":\"no nuts\"")]
    [InlineData("\"quantity\":1", "\"quantity\":1.0")]
    [InlineData("\"quantity\":1", "\"quantity\":\"1\"")]
    [InlineData("\"quantity\":1", "\"quantity\":99999999999")]
    [InlineData("\"quantity\":1,", "")]
    [InlineData("\"amount\":350", "\"amount\":true")]
    [InlineData("\"taxRate\":0.07", "\"taxRate\":7e-2")]
    [InlineData("\"taxRate\":0.07", "\"taxRate\":1e400")]
    [InlineData("\"status\":\"paid\"", "\"status\":\"p\\u0061id\"")]
    [InlineData("\"status\":\"paid\"", "\"status\":\"PAID\"")]
    [InlineData("\"status\":\"paid\"", "\"status\":1")]
    [InlineData("\"lines\":[{", "\"lines\":[null,{")]
    [InlineData("\"currency\":\"EUR\"}", "\"currency\":null}")]
    [InlineData("\"name\":\"Kim\"", "\"name\":\"\\ud800\"")]
    [InlineData("\"method\":\"terminal\"", "\"method\":null")]
    [InlineData("00000000-0003-8888", "00000000-0003-888")]
    public void What_no_kit_writes_is_as_the_serializer_has_it(string find, string replace)
    {
        Assert.Contains(find, Sample, StringComparison.Ordinal);
        SameAsSerializer(Sample.Replace(find, replace, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_no_utf8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        bytes[Sample.IndexOf("Kim", StringComparison.Ordinal)] = 0xff;
        Assert.Throws<JsonException>(() => OrderJson.Read(bytes));
    }

    private static void SameAsSerializer(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var expected = Attempt(() => JsonSerializer.Deserialize(bytes, ContractsJson.Default.OrderAcceptedBody) ?? throw new JsonException());
        Assert.Equal(expected, Attempt(() => OrderJson.Read(bytes)));
    }

    private static string? Attempt(Func<OrderAcceptedBody> read)
    {
        try
        {
            return JsonSerializer.Serialize(read(), ContractsJson.Default.OrderAcceptedBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Written(OrderAcceptedBody order)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        OrderJson.Write(writer, order);
        return stream.ToArray();
    }
}
