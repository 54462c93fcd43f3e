using System.Net;
using System.Net.Sockets;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeKit.EndToEndTests.Harness;

/// <summary>The relay that stands between kit and cloud in these tests must itself do what it says.</summary>
public sealed class FaultRelayTests : IAsyncLifetime
{
    private readonly WebApplication _far;
    private readonly int _farPort = Loopback.FreePort();
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) });
    private FaultRelay _relay = null!;
    private int _arrived;

    public FaultRelayTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _farPort));
        _far = builder.Build();
        _far.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            Interlocked.Increment(ref _arrived);
            await context.Response.WriteAsync("the cloud", context.RequestAborted);
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _far.StartAsync(Cancel);
        _relay = await FaultRelay.StartAsync(_farPort, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _relay.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_fault_it_carries_requests_and_answers()
    {
        Assert.Equal("the cloud", await PostAsync(Cancel));
        Assert.True(_relay.BytesToCloud > 5000);
        Assert.True(_relay.BytesFromCloud > 0);
    }

    [Fact]
    public async Task Refusing_refuses_and_comes_back_on_the_same_port()
    {
        await PostAsync(Cancel);
        _relay.Switch(RelayFault.Refuse);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(Cancel));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);

        _relay.Switch(RelayFault.None);
        Assert.Equal("the cloud", await PostAsync(Cancel));
    }

    [Fact]
    public async Task A_reset_strikes_before_the_request_has_arrived()
    {
        _relay.Switch(RelayFault.Reset);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(Cancel));
        Assert.Equal(0, _arrived);
        Assert.Equal(1, _relay.Struck);
    }

    [Fact]
    public async Task A_lost_answer_is_one_to_a_request_that_arrived()
    {
        _relay.Switch(RelayFault.AnswerLost);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => PostAsync(Cancel));
        Assert.Equal(1, _arrived);
        Assert.Equal(1, _relay.Struck);
    }

    [Fact]
    public async Task A_half_open_connection_takes_the_request_and_says_nothing()
    {
        await PostAsync(Cancel);
        _relay.Switch(RelayFault.HalfOpen);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asking = PostAsync(patience.Token);
        await Readiness.WaitUntilAsync(_ => Task.FromResult(_relay.Struck > 0), static () => "nothing was swallowed", Cancel);
        Assert.False(asking.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, _arrived);

        _relay.Switch(RelayFault.None);
        Assert.Equal("the cloud", await PostAsync(Cancel));
    }

    [Theory]
    [InlineData(RelayFault.CaptivePortal, HttpStatusCode.OK, "text/html")]
    [InlineData(RelayFault.TooLarge, HttpStatusCode.RequestEntityTooLarge, "text/html")]
    [InlineData(RelayFault.TooMany, HttpStatusCode.TooManyRequests, "text/html")]
    [InlineData(RelayFault.Unavailable, HttpStatusCode.ServiceUnavailable, "text/html")]
    [InlineData(RelayFault.CutJson, HttpStatusCode.OK, "application/json")]
    [InlineData(RelayFault.OtherIncarnation, HttpStatusCode.OK, "application/json")]
    [InlineData(RelayFault.AckBeyond, HttpStatusCode.OK, "application/json")]
    [InlineData(RelayFault.AckNegative, HttpStatusCode.OK, "application/json")]
    public async Task An_impostor_answers_in_the_clouds_place(RelayFault fault, HttpStatusCode status, string contentType)
    {
        await PostAsync(Cancel);
        _relay.Incarnation = Guid.Parse("0192f0c1-0000-7000-8000-000000000001");
        _relay.Switch(fault);
        using var answer = await _http.PostAsync(_relay.Address, new ByteArrayContent(new byte[5000]), Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
        Assert.DoesNotContain("the cloud", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.NotEqual(Problem.ContentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1, _arrived);

        _relay.Switch(RelayFault.None);
        Assert.Equal("the cloud", await PostAsync(Cancel));
    }

    private async Task<string> PostAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(_relay.Address, new ByteArrayContent(new byte[5000]), cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }
}
