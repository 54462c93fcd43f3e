using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Pages.Tests.Console;
using EdgeKit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Pages.Tests;

/// <summary>What pages stand on, as tests set it.</summary>
internal static class PagesKit
{
    /// <summary>Registers a stall, with a kit of this name.</summary>
    public static void AddStall(IServiceCollection services, FakeStall stall, FakeUplink uplink, TestClock clock, string name = "Night market, row C")
    {
        services.AddSingleton(TestSettings.Of("/nowhere", [("kit.id", "kit-17"), ("kit.name", name)]).Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(clock);
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton(new KitClock(clock, new TestDiscipline(), Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow()));
        services.AddSingleton<ITile>(stall);
        services.AddSingleton<ICheckDesk>(stall);
        services.AddSingleton<IStallDoor>(stall);
        services.AddSingleton<ILedgerFeed>(stall);
        services.AddSingleton<IOrderDesk>(stall);
        services.AddSingleton<IFormTokens>(stall);
        services.AddSingleton<IUplinkState>(uplink);
    }
}
