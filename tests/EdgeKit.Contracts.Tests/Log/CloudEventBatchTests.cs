using System.Buffers;
using System.Text;
using CsCheck;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing;

namespace EdgeKit.Contracts.Tests.Log;

public sealed class CloudEventBatchTests
{
    private static readonly Guid Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605");

    private static readonly Gen<LogRecord> Record = Gen.Select(
        Gen.Long[1, 1L << 47],
        Gen.OneOf(Gen.Const(RecordTypes.OrderAccepted), Gen.Const(RecordTypes.StockReceived), Gen.Const("SomethingNewer")),
        Gen.Select(Gen.Guid, Gen.Long[0, 1L << 50], Gen.Long[0, 250_000_000_000_000], Gen.Enum<ClockState>()),
        Gen.Long[0, long.MaxValue],
        Gen.ULong,
        Gen.String[0, 40],
        static (seq, type, at, hlc, hash, text) => new LogRecord(
            seq, type, new RecordedAt(at.Item1, at.Item2, at.Item3, at.Item4), hlc, hash, Encoding.UTF8.GetBytes($$"""{"note":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""")));

    [Fact]
    public void What_is_written_is_read_byte_for_byte() =>
        Record.Array[0, 8].Sample(static records =>
        {
            var (_, read) = CloudEventBatch.Read(Write(records));
            return records.Length == read.Count
                && records.Zip(read).All(static pair =>
                    pair.First with { Body = default } == pair.Second with { Body = default } && pair.First.Body.Span.SequenceEqual(pair.Second.Body.Span));
        });

    [Fact]
    public async Task The_form_on_the_wire_stays_as_it_is()
    {
        var record = new LogRecord(
            42,
            RecordTypes.StockReceived,
            new RecordedAt(Guid.Parse("a9af8f46-8585-4d5a-b5b7-21dc101311eb"), 3_736_744, 1_777_626_000_123, ClockState.Ntp),
            116_498_457_544_060_928,
            0xe8289fc55d0c7be1,
            """{"sku":"tea","quantity":100,"reason":"opening count","by":"catalogue import"}"""u8.ToArray());

        var actual = Encoding.UTF8.GetString(Write([record]));

        Assert.Equal(await Golden.ReadAsync("batch.json", actual, TestContext.Current.CancellationToken), actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("[{\"specversion\":\"1.0\"")]
    [InlineData("[] []")]
    public void What_is_no_batch_is_refused_in_words(string text) => Assert.Throws<FormatException>(() => CloudEventBatch.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("\"id\":\"42\"", "\"id\":\"0\"")]
    [InlineData("\"id\":\"42\"", "\"id\":\"-1\"")]
    [InlineData("edgekit.StockReceived", "other.StockReceived")]
    [InlineData("\"clock\":\"ntp\"", "\"clock\":\"sundial\"")]
    [InlineData("\"prevhash\":\"", "\"prevhash\":\"x")]
    [InlineData("\"boot\":\"", "\"boot\":\"x")]
    [InlineData("\"time\":\"", "\"time\":\"x")]
    [InlineData("\"data\":", "\"date\":")]
    public void A_wrong_attribute_is_refused(string right, string wrong)
    {
        var record = new LogRecord(42, RecordTypes.StockReceived, new RecordedAt(Guid.Empty, 1, 1, ClockState.Ntp), 1, 1, "{}"u8.ToArray());
        var text = Encoding.UTF8.GetString(Write([record]));

        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => CloudEventBatch.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_source_is_taken_apart_as_it_was_made()
    {
        Assert.True(CloudEventBatch.TryParseSource(CloudEventBatch.SourceOf("kit-17", Incarnation), out var kit, out var incarnation));
        Assert.Equal(("kit-17", Incarnation), (kit, incarnation));
        Assert.False(CloudEventBatch.TryParseSource("/kits//x", out _, out _));
    }

    private static byte[] Write(IEnumerable<LogRecord> records)
    {
        var output = new ArrayBufferWriter<byte>();
        CloudEventBatch.Write(output, CloudEventBatch.SourceOf("kit-17", Incarnation), records);
        return output.WrittenSpan.ToArray();
    }
}
