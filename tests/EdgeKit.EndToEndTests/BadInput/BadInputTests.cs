using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.BadInput;

public sealed class BadInputTests(BadInputTests.KitFixture fixture) : IClassFixture<BadInputTests.KitFixture>
{
    private static readonly Uri Orders = new("/api/v1/orders", UriKind.Relative);

    public static TheoryData<string> Names { get; } = [.. BadOrders.All.Select(static order => order.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KitProcess Kit => fixture.Kit;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_order_gets_the_right_problem_and_does_not_reach_the_ledger(string name)
    {
        var bad = BadOrders.All.Single(order => order.Name == name);
        var head = await HeadAsync();

        var (status, problem) = await SendAsync(bad);

        Assert.Equal((bad.Status, bad.Type), (status, problem.Type));
        Assert.Equal(status, problem.Status);
        Assert.False(string.IsNullOrWhiteSpace(problem.Title));
        Assert.False(string.IsNullOrWhiteSpace(problem.Detail));
        Assert.Equal(bad.Field ?? problem.Field, problem.Field);
        Assert.Equal(head, await HeadAsync());
    }

    [Fact]
    public async Task What_the_bad_ones_were_made_from_would_be_taken()
    {
        var (status, _) = await PostAsync(Encoding.UTF8.GetBytes(BadOrders.Good), "application/json", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"));

        Assert.Equal(201, status);
    }

    [Fact]
    public async Task A_body_of_64_KB_is_not_too_large()
    {
        var body = Encoding.UTF8.GetBytes(BadOrders.Good.PadRight(64 * 1024));

        var (status, _) = await PostAsync(body, "application/json", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"));

        Assert.Equal((64 * 1024, 201), (body.Length, status));
    }

    [Fact]
    public async Task A_refused_key_can_be_used_for_the_order_put_right()
    {
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D");
        var (refused, _) = await PostAsync("{}"u8.ToArray(), "application/json", key);

        var (taken, _) = await PostAsync(Encoding.UTF8.GetBytes(BadOrders.Good), "application/json", key);

        Assert.Equal((400, 201), (refused, taken));
    }

    [Fact]
    public async Task A_body_without_an_end_is_refused_once_it_is_too_large()
    {
        var head = await HeadAsync();
        using var socket = await ConnectAsync(
            "POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: endless\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = Encoding.ASCII.GetBytes($"1000\r\n{new string(' ', 4096)}\r\n");
        for (var i = 0; i < 17; i++)
        {
            await socket.SendAsync(chunk, Cancel);
        }

        var answer = await ReadAsync(socket);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains(ProblemTypes.TooLarge, answer, StringComparison.Ordinal);
        Assert.Equal(head, await HeadAsync());
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("ffffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    public async Task A_chunk_that_is_none_is_refused(string chunks)
    {
        var head = await HeadAsync();
        using var socket = await ConnectAsync(
            $"POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: chunks\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

        Assert.StartsWith("HTTP/1.1 400", await ReadAsync(socket), StringComparison.Ordinal);
        Assert.Equal(head, await HeadAsync());
    }

    [Fact]
    public async Task A_body_that_stops_halfway_leaves_nothing_behind()
    {
        var head = await HeadAsync();
        var body = Encoding.UTF8.GetBytes(BadOrders.Good);
        using (var socket = await ConnectAsync(
            $"POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: halfway\r\nContent-Length: {body.Length}\r\n\r\n"))
        {
            await socket.SendAsync(body.AsMemory(0, body.Length - 1), Cancel);
            socket.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain(" 500 ", await ReadAsync(socket), StringComparison.Ordinal);
        }

        Assert.Equal(head, await HeadAsync());
        Assert.DoesNotContain("which is a defect", Kit.Child.Output, StringComparison.Ordinal);
    }

    private async Task<(int Status, Problem Problem)> SendAsync(BadOrder bad)
    {
        var (status, answer) = await PostAsync(
            bad.Body, bad.ContentType, bad.Key?.Length == 0 ? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D") : bad.Key);
        using (answer)
        {
            Assert.Equal(Problem.ContentType, answer.Content.Headers.ContentType?.MediaType);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancel);
            return (status, JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)!);
        }
    }

    private async Task<(int Status, HttpResponseMessage Answer)> PostAsync(byte[] body, string contentType, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Orders) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        var answer = await Kit.Http.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, answer);
    }

    private async Task<long> HeadAsync() => (await KitReader.UplinkAsync(Kit.Http, Cancel)).HeadSeq;

    private async Task<Socket> ConnectAsync(string head)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", Kit.Port, Cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), Cancel);
        return socket;
    }

    /// <summary>What comes until the problem document is there, or the connection ends.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!text.ToString().Contains('}', StringComparison.Ordinal) && await ReceiveAsync() is > 0 and var length)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }

        return text.ToString();

        async Task<int> ReceiveAsync()
        {
            try
            {
                return await socket.ReceiveAsync(buffer, Cancel);
            }
            catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                return 0;
            }
        }
    }

    /// <summary>One kit for the whole corpus: each case must leave it as it was.</summary>
    public sealed class KitFixture : IAsyncLifetime
    {
        public KitProcess Kit { get; } = KitProcess.Create();

        public async ValueTask InitializeAsync() => await Kit.StartAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Kit.DisposeAsync();
    }
}
