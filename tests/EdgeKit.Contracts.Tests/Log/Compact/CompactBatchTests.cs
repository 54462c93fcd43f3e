using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Tests.Log.Compact;

public sealed class CompactBatchTests(ITestOutputHelper output)
{
    private const int MostRecords = 5000;
    private const int MostBytes = 12 << 20;

    private static readonly Guid Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605");

    [Fact]
    public void What_is_written_is_read_with_the_same_hashes() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 6].Array[1, 60]).Sample(static (seed, acts) =>
        {
            var log = Log(seed, acts);
            for (var from = 0; from < log.Count; from += 7)
            {
                Same([.. log.Skip(from)], Read(CompactBatch.Write(Incarnation, [.. log.Skip(from)]).Span));
            }
        }, iter: 200);

    [Fact]
    public void An_order_takes_few_bytes()
    {
        var log = new SampleLog(Incarnation);
        for (var order = 0; order < 1000; order++)
        {
            log.Sell();
        }

        foreach (var count in new[] { 1, 200, 1000 })
        {
            var records = log.Records.Take(count).ToList();
            var compact = CompactBatch.Write(Incarnation, records);
            var packed = Zstandard.Compress(compact.Span)?.Length ?? compact.Length;
            var json = Gzip(records);
            output.WriteLine(FormattableString.Invariant($"{count} orders: compact {(double)compact.Length / count:0.0}, packed {(double)packed / count:0.0}, JSON with gzip {(double)json / count:0.0} bytes each"));
            Assert.True(packed * 3 < json, $"{packed} bytes, and {json} as JSON with gzip");
            Same(records, Read(compact.Span));
        }
    }

    [Theory]
    [InlineData("\"taxRate\":0.07", "\"taxRate\":0.070")]
    [InlineData("\"taxRate\":0.07", "\"taxRate\":7e-2")]
    [InlineData("{\"orderId\"", "{ \"orderId\"")]
    [InlineData("\"status\":\"paid\"", "\"status\":\"paid\",\"newer\":1")]
    [InlineData("\"status\":\"paid\"", "\"status\":\"voided\"")]
    [InlineData("17-0001", "17-00001")]
    [InlineData("17-0001", "0001")]
    [InlineData("17-0001", "17-123456789012345678901")]
    [InlineData("\"currency\":\"EUR\"},\"payment\"", "\"currency\":\"USD\"},\"payment\"")]
    [InlineData("\"payment\":{", "\"note\":\"\",\"payment\":{")]
    [InlineData("\"orderId\":\"", "\"orderId\":\"0")]
    [InlineData("\"lines\":[", "\"lines\":[],\"other\":[")]
    public void What_the_format_has_no_words_for_goes_as_it_is(string find, string replace)
    {
        var log = new SampleLog(Incarnation);
        log.Sell(static order => order with { Lines = [new OrderLine("TEA-01", "Masala chai", 1, new Money(350, "EUR"), 0.07m)], Total = new Money(350, "EUR") });
        var text = Encoding.UTF8.GetString(log.Records[0].Body.Span);
        Assert.Contains(find, text, StringComparison.Ordinal);
        LogRecord odd = log.Records[0] with { Body = Encoding.UTF8.GetBytes(text.Replace(find, replace, StringComparison.Ordinal)) };

        Same([odd], Read(CompactBatch.Write(Incarnation, [odd]).Span));
    }

    [Fact]
    public void Orders_of_every_kind_come_out_as_they_went_in()
    {
        var log = new SampleLog(Incarnation);
        log.Sell(static order => order with { Status = OrderStatus.Open, Payment = new Payment(PaymentMethod.Later), Customer = new Customer(), Note = "no nuts" });
        log.Sell(static order => order with { Customer = new Customer("Kim", "+49 170", "kim@example.org", "Row C"), Payment = new Payment(PaymentMethod.Link, "ref") });
        log.Sell(static order => order with { Total = new Money(long.MaxValue, "EUR"), By = "" });
        log.Sell(static order => order with { Lines = [order.Lines[0] with { Price = new Money(-5, "EUR") }], Total = new Money(long.MinValue, "EUR") });
        log.Sell(static order => order with { Lines = [.. Enumerable.Repeat(order.Lines[0] with { Price = new Money(long.MaxValue, "EUR"), Quantity = int.MaxValue }, 3)] });
        log.Sell(static order => order with { Receipt = "kit-a-0007" });

        Same(log.Records, Read(CompactBatch.Write(Incarnation, log.Records).Span));
    }

    [Fact]
    public void A_batch_says_of_which_incarnation_it_is_or_its_request_does()
    {
        var log = new SampleLog(Incarnation);
        log.Sell();
        var (bare, named) = (CompactBatch.Write(Incarnation, log.Records), CompactBatch.Write(Incarnation, log.Records, isNamed: true));

        Assert.Equal(Incarnation, CompactBatch.Read(named.Span, null, MostRecords, MostBytes).Incarnation);
        Assert.Throws<FormatException>(() => CompactBatch.Read(bare.Span, null, MostRecords, MostBytes));
        Assert.Throws<FormatException>(() => CompactBatch.Read(named.Span, Guid.Empty, MostRecords, MostBytes));
    }

    [Fact]
    public void Whatever_comes_it_is_a_batch_or_refused_in_words()
    {
        var log = Log(5, [.. Enumerable.Range(0, 20).Select(static act => act % 6)]);
        var good = CompactBatch.Write(Incarnation, log).ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample(
            (at, with, length) =>
            {
                var bad = good.ToArray();
                bad[at] = with;
                Refused(bad);
                Refused(bad.AsSpan(0, length));
            },
            iter: 20_000);
        Gen.Byte.Array[0, 200].Sample(static bytes => Refused(bytes), iter: 20_000);
    }

    [Fact]
    public void A_few_bytes_that_stand_for_very_many_are_refused()
    {
        var log = new SampleLog(Incarnation);
        log.Sell(static order => order with { Lines = [.. Enumerable.Repeat(new OrderLine("x", new string('x', 60_000), 1, new Money(1, "EUR")), 1000)], Total = new Money(1000, "EUR") });
        var small = CompactBatch.Write(Incarnation, log.Records);

        Assert.InRange(small.Length, 1, 100_000);
        Assert.Throws<CompactTooLargeException>(() => Read(small.Span));
        Assert.Throws<CompactTooLargeException>(() => CompactBatch.Read(CompactBatch.Write(Incarnation, Log(1, new int[11])).Span, Incarnation, 10, MostBytes));
    }

    [Fact]
    public void A_frame_is_unpacked_whole_or_not_at_all()
    {
        var content = CompactBatch.Write(Incarnation, Log(2, new int[100])).ToArray();
        var frame = Zstandard.Compress(content)!;

        Assert.Equal(content, Zstandard.Expand(frame, MostBytes));
        Assert.Throws<CompactTooLargeException>(() => Zstandard.Expand(frame, content.Length - 1));
        Assert.Throws<FormatException>(() => Zstandard.Expand(frame.AsSpan(0, frame.Length - 1), MostBytes));
        Assert.Throws<FormatException>(() => Zstandard.Expand("no frame"u8, MostBytes));
        Assert.Null(Zstandard.Compress([1]));
    }

    private static IReadOnlyList<LogRecord> Log(int seed, int[] acts)
    {
        var log = new SampleLog(Incarnation, seed);
        foreach (var act in acts)
        {
            switch (act)
            {
                case 3:
                    log.Append(RecordTypes.StockReceived, """{"sku":"tea","quantity":100,"reason":"opening count","by":"catalogue import"}"""u8.ToArray());
                    break;
                case 4:
                    log.Append("SomethingNewer", """{ "what" : [1, 2.50, null] }"""u8.ToArray());
                    break;
                case 5:
                    log.Restart((ClockState)(seed % 6));
                    log.Sell();
                    break;
                default:
                    log.Sell();
                    break;
            }
        }

        return log.Records;
    }

    /// <summary>Reads, and whatever is read holds together: hashes and orders are those that the records and their bodies tell.</summary>
    private static IReadOnlyList<LogRecord> Read(ReadOnlySpan<byte> bytes)
    {
        var log = CompactBatch.Read(bytes, Incarnation, MostRecords, MostBytes);
        Assert.Equal(log.Records.Select(HashChain.Of), log.Hashes);
        Assert.Equal(log.Records.Count, log.Orders.Count);
        Assert.All(log.Records.Zip(log.Orders), static pair =>
        {
            if (pair.Second is { } order)
            {
                Assert.Equal((RecordTypes.OrderAccepted, OrderIds.Of(Incarnation, pair.First.Seq)), (pair.First.Type, order.OrderId));
                Assert.Equal(Encoding.UTF8.GetString(pair.First.Body.Span), Json(order));
                Assert.Equal(Json(order), Json(OrderJson.Read(pair.First.Body.Span)));
            }
        });
        return log.Records;
    }

    private static string Json(OrderAcceptedBody order) => JsonSerializer.Serialize(order, ContractsJson.Default.OrderAcceptedBody);

    private static void Same(IReadOnlyList<LogRecord> written, IReadOnlyList<LogRecord> read)
    {
        Assert.Equal(written.Select(static record => record with { Body = default }), read.Select(static record => record with { Body = default }));
        Assert.All(written.Zip(read), static pair => Assert.Equal(Encoding.UTF8.GetString(pair.First.Body.Span), Encoding.UTF8.GetString(pair.Second.Body.Span)));
        Assert.Equal(written.Select(HashChain.Of), read.Select(HashChain.Of));
    }

    private static void Refused(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (Exception exception) when (exception is FormatException or CompactTooLargeException)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static long Gzip(IReadOnlyList<LogRecord> records)
    {
        var json = new ArrayBufferWriter<byte>();
        CloudEventBatch.Write(json, CloudEventBatch.SourceOf("kit-17", Incarnation), records);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(json.WrittenSpan);
        }

        return compressed.Length;
    }
}
