using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing;

namespace EdgeKit.Contracts.Tests.Log;

public sealed class HashChainTests
{
    private static readonly LogRecord Record = new(
        7, RecordTypes.OrderPaid, new RecordedAt(Guid.Parse("a9af8f46-8585-4d5a-b5b7-21dc101311eb"), 1, 2, ClockState.Rtc), 3, 4, "{\"a\":1}"u8.ToArray());

    public static TheoryData<LogRecord> Others =>
    [
        Record with { Seq = 8 },
        Record with { Type = RecordTypes.OrderVoided },
        Record with { RecordedAt = Record.RecordedAt with { MonotonicMs = 9 } },
        Record with { RecordedAt = Record.RecordedAt with { WallMs = 9 } },
        Record with { RecordedAt = Record.RecordedAt with { Clock = ClockState.Ntp } },
        Record with { RecordedAt = Record.RecordedAt with { Boot = Guid.Empty } },
        Record with { Hlc = 9 },
        Record with { PrevHash = 9 },
        Record with { Body = "{\"a\":2}"u8.ToArray() },
        Record with { Body = new byte[5000] },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Whatever_is_other_gives_another_hash(LogRecord other) => Assert.NotEqual(HashChain.Of(Record), HashChain.Of(other));

    [Fact]
    public async Task The_hash_is_what_clouds_in_the_field_have()
    {
        var actual = HashChain.Of(Record).ToString("x16", CultureInfo.InvariantCulture);

        Assert.Equal(await Golden.ReadAsync("hash.txt", actual, TestContext.Current.CancellationToken), actual);
    }
}
