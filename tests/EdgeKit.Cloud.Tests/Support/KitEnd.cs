using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>A kit's end of a line, over real TLS and HTTP/2.</summary>
internal sealed class KitEnd : IAsyncDisposable
{
    private readonly KitLog _log;
    private readonly Pipe _up = new();
    private readonly PackedWriter _packed = new();
    private readonly HttpResponseMessage _response;
    private readonly PipeReader _down;

    private KitEnd(KitLog log, Pipe up, HttpResponseMessage response, Stream down) =>
        (_log, _up, _response, _down) = (log, up, response, PipeReader.Create(down));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the cloud answers to a request for a line.</summary>
    public static async Task<HttpResponseMessage> AskAsync(TestCloud cloud, KitLog log, Pipe up, string? incarnation = null, string media = LineFrames.ContentType, bool exact = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/kits/{log.Kit}/line")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = exact ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
            Content = new PipeContent(up.Reader),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(media);
        request.Headers.Add("Edge-Incarnation", incarnation ?? log.Incarnation.ToString("D"));
        return await cloud.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    /// <summary>Opens one, and hears how far the cloud is.</summary>
    public static async Task<(KitEnd Line, CloudMessage Standing)> OpenAsync(TestCloud cloud, KitLog log)
    {
        var up = new Pipe();
        var response = await AskAsync(cloud, log, up);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var line = new KitEnd(log, up, response, await response.Content.ReadAsStreamAsync(Cancel));
        return (line, (await line.HearAsync())!);
    }

    /// <summary>What the cloud says next; null at the line's end.</summary>
    public async Task<CloudMessage?> HearAsync()
    {
        try
        {
            return await LineFrames.ReadAsync(_down, Cancel) is { } bytes ? CloudMessage.Read(bytes) : null;
        }
        catch (IOException)
        {
            // Reset rather than ended: the cloud does not read what the kit may still have to say.
            return null;
        }
    }

    /// <summary>The next word about records.</summary>
    public async Task<CloudMessage> VerdictAsync()
    {
        while (true)
        {
            var message = await HearAsync() ?? throw new InvalidOperationException("The line ended.");
            if (message.Ack > 0 || message.Expected > 0 || message.Problem.Length > 0)
            {
                return message;
            }
        }
    }

    /// <summary>Sends records.</summary>
    public Task SendAsync(long first, long last, bool more = false)
    {
        var batch = CompactBatch.Write(_log.Incarnation, [.. _log.Records.Skip((int)first - 1).Take((int)(last - first + 1))]);
        return SayAsync(new KitMessage { Records = Pack(batch.Span), Length = batch.Length, More = more });
    }

    /// <summary>Packs bytes in their order.</summary>
    public byte[] Pack(ReadOnlySpan<byte> piece)
    {
        var packed = new ArrayBufferWriter<byte>();
        _packed.Write(piece, packed);
        return packed.WrittenSpan.ToArray();
    }

    /// <summary>Says something.</summary>
    public Task SayAsync(KitMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        LineFrames.Write(frame, message.Write().Span);
        return SayAsync(frame.WrittenMemory);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SayAsync(ReadOnlyMemory<byte> bytes) => await _up.Writer.WriteAsync(bytes, Cancel);

    /// <summary>Has no more to say.</summary>
    public ValueTask FinishAsync() => _up.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _up.Writer.CompleteAsync();
        _packed.Dispose();
    }

    private sealed class PipeContent(PipeReader from) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(Cancel);
            while (true)
            {
                var result = await from.ReadAsync(Cancel);
                foreach (var segment in result.Buffer)
                {
                    await stream.WriteAsync(segment, Cancel);
                }

                await stream.FlushAsync(Cancel);
                from.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
