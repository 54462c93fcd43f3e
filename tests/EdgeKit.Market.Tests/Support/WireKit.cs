using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Events;
using EdgeKit.Market.Keys;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Market.Tests.Support;

/// <summary>A kit of the market on sockets of its own: a real server on this machine's loopback, and real time.</summary>
internal sealed class WireKit : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly WebApplication _app;

    private WireKit(TemporaryDirectory directory, WebApplication app, FakeStock stock, int port)
    {
        (_directory, _app, Stock) = (directory, app, stock);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public FakeStock Stock { get; }

    public Uri Address { get; }

    public EventStream Events => Get<EventStream>();

    /// <summary>Starts one.</summary>
    /// <param name="number">Of the kit.</param>
    /// <param name="key">The market's.</param>
    /// <param name="turns">Whether its loops run, and it calls on the loopback interface.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WireKit> StartAsync(int number, MarketKey key, bool turns, CancellationToken cancellationToken)
    {
        var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["market.key"], key.Text, cancellationToken);
        var (port, people) = (Loopback.FreePort(), Loopback.FreePort());
        var settings = Configured.Settings(
            directory.Path,
            ("kit.id", string.Create(CultureInfo.InvariantCulture, $"kit-{number}")),
            ("market.id", "night-market"),
            ("market.keyFile", directory["market.key"]),
            ("market.listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")),
            ("market.interface", "lo"),
            ("market.keep", "0%"));
        var stock = new FakeStock(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var builder = MarketServices.Builder(settings, stock, new FakeUplink(), TimeProvider.System);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        if (!turns)
        {
            builder.Services.RemoveAll<IHostedService>();
        }

        builder.WebHost.UseKestrelCore().UseUrls(
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{people}"));
        var app = builder.Build();
        app.UseMarket();
        app.MapMarket();
        await app.StartAsync(cancellationToken);
        return new WireKit(directory, app, stock, port) { People = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{people}")) };
    }

    /// <summary>Where the stall's own people are answered.</summary>
    public required Uri People { get; init; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _directory.Dispose();
    }
}
