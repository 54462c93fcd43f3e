using System.Buffers;
using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Tests.Log.Compact;

public sealed class PackedStreamTests(ITestOutputHelper output)
{
    private static readonly Guid Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605");

    [Fact]
    public void Each_piece_can_be_unpacked_as_it_comes()
    {
        var log = new SampleLog(Incarnation);
        using var writer = new PackedWriter();
        using var reader = new PackedReader();
        var random = new Random(1);
        for (var piece = 0; piece < 300; piece++)
        {
            var from = log.Records.Count;
            for (var order = random.Next(1, 40); order > 0; order--)
            {
                log.Sell();
            }

            var batch = CompactBatch.Write(Incarnation, [.. log.Records.Skip(from)]).ToArray();
            Assert.Equal(batch, reader.Read(Pack(writer, batch), batch.Length));
        }
    }

    [Fact]
    public void An_order_alone_takes_few_bytes_once_others_went_before_it()
    {
        var log = new SampleLog(Incarnation);
        using var writer = new PackedWriter();
        var sizes = new List<int>();
        for (var order = 0; order < 200; order++)
        {
            log.Sell();
            sizes.Add(Pack(writer, CompactBatch.Write(Incarnation, [log.Records[^1]]).Span).Length);
        }

        var batch = CompactBatch.Write(Incarnation, [log.Records[^1]]);
        var alone = Zstandard.Compress(batch.Span)?.Length ?? batch.Length;
        output.WriteLine(FormattableString.Invariant($"the first {sizes[0]} bytes, the last hundred {sizes.TakeLast(100).Average():0.0}; in a frame of its own {alone}"));
        Assert.True(sizes.TakeLast(100).Average() < alone);
    }

    [Fact]
    public void A_piece_that_holds_more_or_less_than_it_says_is_refused()
    {
        foreach (var wrong in new[] { 0, 99, 101, 5000 })
        {
            using var writer = new PackedWriter();
            using var reader = new PackedReader();
            Assert.Throws<FormatException>(() => reader.Read(Pack(writer, new byte[100]), wrong));
        }
    }

    [Fact]
    public void Spoilt_bytes_are_refused_or_read_and_never_more()
    {
        var random = new Random(5);
        using var writer = new PackedWriter();
        var packed = Pack(writer, CompactBatch.Write(Incarnation, Sold(50)).Span);
        for (var round = 0; round < 500; round++)
        {
            var spoilt = packed.ToArray();
            spoilt[random.Next(spoilt.Length)] ^= (byte)random.Next(1, 256);
            using var reader = new PackedReader();
            try
            {
                Assert.Equal(3000, reader.Read(spoilt, 3000).Length);
            }
            catch (FormatException)
            {
                // As it should be.
                continue;
            }
        }
    }

    [Fact]
    public void A_stream_with_a_larger_window_is_refused()
    {
        // A frame with a window of 128 MiB (RFC 8878, 3.1.1.1.2: exponent 17 above 2^10) and one raw block of a byte.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x09, 0x00, 0x00, 0x41];
        using var reader = new PackedReader();

        Assert.Throws<FormatException>(() => reader.Read(frame, 1));
    }

    private static List<Contracts.Log.LogRecord> Sold(int orders)
    {
        var log = new SampleLog(Incarnation);
        while (orders-- > 0)
        {
            log.Sell();
        }

        return [.. log.Records];
    }

    private static byte[] Pack(PackedWriter writer, ReadOnlySpan<byte> piece)
    {
        var packed = new ArrayBufferWriter<byte>();
        writer.Write(piece, packed);
        return packed.WrittenSpan.ToArray();
    }
}
