using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Live;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Pages.Sites;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Publishing;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>The module behind real sockets, with everything else of the kit as a test says.</summary>
internal sealed class SitesKit : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryDirectory _data;

    private SitesKit(WebApplication app, TemporaryDirectory data, FakeCatalog catalog, FakeDesk desk, TestClock clock, TestDiscipline discipline, FakeRecordLog log, FakeUplink uplink)
    {
        (_app, _data, Catalog, Desk, Clock, Discipline, Log, Uplink) = (app, data, catalog, desk, clock, discipline, log, uplink);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public FakeCatalog Catalog { get; }

    public FakeDesk Desk { get; }

    public TestClock Clock { get; }

    public TestDiscipline Discipline { get; }

    public FakeRecordLog Log { get; }

    public FakeUplink Uplink { get; }

    public string Data => _data.Path;

    public SiteStore Sites => Get<SiteStore>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<SitesKit> StartAsync(CancellationToken cancellationToken, bool isClockSet = true)
    {
        var data = new TemporaryDirectory();
        var (catalog, clock, discipline, log, uplink) = (new FakeCatalog(), new TestClock(), new TestDiscipline { IsSynchronised = isClockSet }, new FakeRecordLog(), new FakeUplink());
        var desk = new FakeDesk(catalog);
        var settings = TestSettings.Of(data.Path, ("kit.id", "kit-17"), ("kit.name", "Row C <b>"), ("kit.timeZone", "Europe/Berlin"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        settings.Attach(builder);
        builder.Logging.AddFakeLogging();
        var services = builder.Services;
        services.AddRoutingCore();
        services.AddSingleton(settings.Read("kit", KitOptions.Read));
        services.AddSingleton<TimeProvider>(clock);
        services.AddTransient(static _ => new Random(1));
        services.AddSingleton(new KitClock(clock, discipline, Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow()));
        services.AddSingleton<IRecordLog>(log);
        services.AddSingleton<IOrderDesk>(desk);
        services.AddSingleton<ICatalogView>(catalog);
        services.AddSingleton<ILiveStreams>(new FakeStreams());
        services.AddSingleton<IUplinkState>(uplink);
        services.AddSingleton<IFormTokens>(new FakeForms());
        services.AddSingleton<ICodePicture>(new FakeCodes());
        builder.AddPages();
        builder.AddSites();

        // What a loop does a test has done, when it wants it; one beside it would come first or not.
        services.RemoveAll<IHostedService>();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use(static (context, next) =>
        {
            // Whoever comes is a guest, unless he says as what.
            context.Features.Set(context.Request.Headers[Phone.RoleHeader] is [{ } role] ? new Caller("tab1", "Tablet 1", Enum.Parse<Role>(role), IsThisMachine: false) : Caller.Guest);
            return next(context);
        });
        app.MapSites();
        await app.StartAsync(cancellationToken);
        return new SitesKit(app, data, catalog, desk, clock, discipline, log, uplink);
    }

    /// <summary>Publishes a site.</summary>
    public async Task<string> PublishAsync(string slug, SiteContent content, CancellationToken cancellationToken)
    {
        var site = await Sites.AddAsync(slug, content, cancellationToken);
        Assert.Empty((await Get<Publisher>().PublishAsync(site!.Slug, null, cancellationToken))!);
        return $"/e/{site.Slug}";
    }

    /// <summary>A phone, with cookies of its own.</summary>
    /// <param name="role">As what it was let in; null for a guest.</param>
    public Phone Open(string? role = null) => new(Address) { Role = role };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
