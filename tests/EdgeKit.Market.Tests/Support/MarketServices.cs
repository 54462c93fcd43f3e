using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Tests.Support;

/// <summary>The module as the daemon registers it, with doubles for what other modules give it.</summary>
internal static class MarketServices
{
    public static WebApplicationBuilder Builder(Settings settings, FakeStock stock, FakeUplink uplink, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var services = builder.Services;
        builder.Logging.AddFakeLogging();
        services.AddMetrics();
        services.AddSingleton(settings);
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton(time);
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton(new KitClock(time, new TestDiscipline(), new Guid(1, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch));
        services.AddSingleton(new EventStream("run"));
        services.AddSingleton<ShutdownNotice>();
        services.AddSingleton<ICatalogView, FakeCatalog>();
        services.AddSingleton<IUplinkState>(uplink);
        services.AddSingleton<IStockTransfers>(stock);
        services.AddSingleton<IStockRights>(stock);
        builder.AddMarket(settings.Read("market", MarketOptions.Read));
        Assert.Empty(settings.Errors);
        return builder;
    }
}
