using System.Buffers;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>One line as the cloud has it.</summary>
internal sealed class FarLine : IDisposable
{
    private readonly HttpContext _context;
    private readonly CancellationTokenRegistration _watch;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PackedReader _packed = new();

    public FarLine(HttpContext context)
    {
        _context = context;
        _watch = context.RequestAborted.Register(() => _broken.TrySetResult());
    }

    /// <summary>Ends when the test says so.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends when the kit has let go of it.</summary>
    public Task Broken => _broken.Task;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the kit says next; null at its end.</summary>
    public async Task<KitMessage?> HearAsync() =>
        await LineFrames.ReadAsync(_context.Request.BodyReader, Cancel) is { } bytes ? KitMessage.Read(bytes) : null;

    /// <summary>The records that the kit sends next.</summary>
    public async Task<IReadOnlyList<LogRecord>> RecordsAsync(Guid incarnation)
    {
        var message = await HearAsync();
        return CompactBatch.Read(_packed.Read(message!.Records.Span, message.Length), incarnation, 5000, 1 << 20).Records;
    }

    /// <summary>What a packed body holds.</summary>
    public byte[] Unpack(LineReply reply) => _packed.Read(reply.Body.Span, reply.Length);

    /// <summary>Says something.</summary>
    public async Task SayAsync(CloudMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        LineFrames.Write(frame, message.Write().Span);
        await _context.Response.Body.WriteAsync(frame.WrittenMemory, Cancel);
        await _context.Response.Body.FlushAsync(Cancel);
    }

    /// <summary>Says what opens it.</summary>
    public Task OpenAsync(long ack, string feed = "") => SayAsync(new CloudMessage { Ack = ack, Feed = feed, Time = 1_790_000_000_000 });

    /// <summary>Ends it.</summary>
    public void End() => _ended.TrySetResult();

    public void Dispose()
    {
        _watch.Dispose();
        _broken.TrySetResult();
        _packed.Dispose();
    }
}
