using System.Buffers;
using System.IO.Pipelines;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Contracts.Tests.Uplink;

public sealed class LineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public async Task A_message_is_read_as_it_was_written_however_it_comes(int length)
    {
        var message = new byte[length];
        new Random(length).NextBytes(message);
        var bytes = new ArrayBufferWriter<byte>();
        LineFrames.Write(bytes, message);
        LineFrames.Write(bytes, "after"u8);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var writing = Task.Run(
            async () =>
            {
                for (var at = 0; at < bytes.WrittenCount; at += 10_001)
                {
                    await pipe.Writer.WriteAsync(bytes.WrittenMemory[at..Math.Min(at + 10_001, bytes.WrittenCount)], Cancel);
                }

                await pipe.Writer.CompleteAsync();
            },
            Cancel);

        Assert.Equal(message, await LineFrames.ReadAsync(pipe.Reader, Cancel));
        Assert.Equal("after"u8.ToArray(), await LineFrames.ReadAsync(pipe.Reader, Cancel));
        Assert.Null(await LineFrames.ReadAsync(pipe.Reader, Cancel));
        await writing;
    }

    [Fact]
    public async Task What_breaks_off_in_a_message_is_the_end()
    {
        var bytes = new ArrayBufferWriter<byte>();
        LineFrames.Write(bytes, new byte[300]);

        Assert.Null(await ReadAsync(bytes.WrittenSpan[..200].ToArray()));
        Assert.Null(await ReadAsync([0x80]));
    }

    [Fact]
    public async Task A_length_without_end_or_beyond_the_bound_is_refused_before_anything_is_kept()
    {
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]));
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync([0xFF, 0xFF, 0xFF, 0x7F]));
    }

    [Fact]
    public void Messages_say_what_they_were_given()
    {
        var kit = new KitMessage
        {
            Records = new byte[] { 1, 2, 3 },
            Length = 300,
            Pulse = 7,
            Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605"),
            Reply = new LineReply(9, 200, "body"u8.ToArray(), 12, 4711),
            Question = new LineQuestion(3, "feed?since=a~1&wait=50", "{}"u8.ToArray()),
            Flight = 12,
            More = true,
        };
        var cloud = new CloudMessage
        {
            Ack = long.MaxValue,
            Expected = 5,
            Feed = "",
            Time = 1_700_000_000_000,
            Problem = "{}"u8.ToArray(),
            Question = new LineQuestion(1, "feed?since=0"),
            Pulse = 8,
            Reply = new LineReply(3, 503, default),
            Incarnation = Guid.Parse("01a205a4-a82a-7ff5-b09d-81cd94611605"),
        };

        Assert.Equal(Text(kit.Write()), Text(KitMessage.Read(kit.Write().Span).Write()));
        Assert.Equal(Text(cloud.Write()), Text(CloudMessage.Read(cloud.Write().Span).Write()));
        var read = KitMessage.Read(kit.Write().Span);
        Assert.Equal((7, 9, 12L, true), (read.Pulse, read.Reply!.Id, read.Flight, read.More));
        Assert.Equal((long.MaxValue, "", 503), (cloud.Ack, CloudMessage.Read(cloud.Write().Span).Feed, CloudMessage.Read(cloud.Write().Span).Reply!.Status));
        Assert.Equal(0, new CloudMessage().Write().Length);
        Assert.Null(CloudMessage.Read([]).Feed);
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused()
    {
        var random = new Random(2);
        var bytes = new KitMessage { Records = new byte[20], Length = 4, Question = new LineQuestion(3, "feed"), Reply = new LineReply(1, 2, new byte[4]) }.Write();
        for (var round = 0; round < 2000; round++)
        {
            var spoilt = bytes.ToArray();
            spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            try
            {
                Assert.InRange(KitMessage.Read(spoilt).Records.Length, 0, spoilt.Length);
                Assert.InRange(CloudMessage.Read(spoilt).Problem.Length, 0, spoilt.Length);
            }
            catch (FormatException)
            {
                // As it should be.
                continue;
            }
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    private static async Task<byte[]?> ReadAsync(byte[] bytes) => await LineFrames.ReadAsync(PipeReader.Create(new MemoryStream(bytes)), Cancel);
}
