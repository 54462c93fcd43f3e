using EdgeKit.Access.Certificates;
using EdgeKit.Access.Devices;
using EdgeKit.Access.Guard;
using EdgeKit.Access.Limits;
using EdgeKit.Access.Pairing;
using EdgeKit.Access.Pins;
using EdgeKit.Access.Tiles;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Access;

/// <summary>Who may use the kit: pairing, roles, tokens, the manager's PIN, limits, and the certificates of its door.</summary>
public static class AccessModule
{
    /// <summary>Registers it.</summary>
    public static IHostApplicationBuilder AddAccess(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(Settings.Of(builder).Read("security", AccessOptions.Read));
        services.AddSingleton<DeviceRegistry>();
        services.AddSingleton<PairingDesk>();
        services.AddSingleton<ManagerPin>();
        services.AddSingleton<IManagerPin>(static provider => provider.GetRequiredService<ManagerPin>());
        services.AddSingleton<FormTokens>();
        services.AddSingleton<IFormTokens>(static provider => provider.GetRequiredService<FormTokens>());
        services.AddSingleton<IApproval, Approval>();
        services.AddSingleton<ICodePicture, CodePicture>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IStallDoor, StallDoor>();
        services.AddSingleton<ITokenDoor, TokenDoor>();
        services.AddSingleton<ITile, DevicesTile>();
        services.AddSingleton<KitCertificates>();
        services.AddSingleton<IKitCertificate>(static provider => provider.GetRequiredService<KitCertificates>());

        // Made when the first connection or person needs it: a kit without HTTPS starts without.
        services.AddSingleton(static provider => new Lazy<KitCertificates>(provider.GetRequiredService<KitCertificates>));
        services.AddSingleton<AccessGuard>();
        services.AddSingleton<PairingEndpoints>();
        services.AddSingleton<DeviceEndpoints>();
        services.AddSingleton<CertificateEndpoints>();
        return builder;
    }

    /// <summary>Puts the guard before whatever comes behind.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.Use(app.ApplicationServices.GetRequiredService<AccessGuard>().RunAsync);

    /// <summary>Meets HTTPS connections with the kit's certificate of the moment.</summary>
    public static void UseKitCertificate(this HttpsConnectionAdapterOptions https, IServiceProvider services)
    {
        var certificates = services.GetRequiredService<KitCertificates>();
        https.ServerCertificate = certificates.Leaf;
        https.OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificates.Current;
    }

    /// <summary>What a setup code is, in words.</summary>
    public const string SetupCodeExpected = PairingCode.Expected;

    /// <summary>A setup code that nobody has: it lets the first owner in.</summary>
    public static string NewSetupCode() => PairingCode.Show(PairingCode.New());

    /// <summary>Whether a person's text can be a setup code.</summary>
    public static bool IsSetupCode(string text) => PairingCode.Parse(text) is not null;

    /// <summary>Lets a device in without a code, as a test of the whole daemon needs it, and a demo.</summary>
    /// <returns>Its token.</returns>
    /// <exception cref="IOException">The disk is full or failed, or too many are in.</exception>
    public static async Task<string> AddDeviceAsync(IServiceProvider services, string name, Role role, CancellationToken cancellationToken) =>
        await services.GetRequiredService<DeviceRegistry>().AddAsync(name, role, "this machine", cancellationToken) is { Token: var token }
            ? token
            : throw new IOException("as many devices are paired as may be");

    /// <summary>Maps pairing, devices and certificates.</summary>
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var pairing = services.GetRequiredService<PairingEndpoints>();
        var devices = services.GetRequiredService<DeviceEndpoints>();
        var certificates = services.GetRequiredService<CertificateEndpoints>();
        var pictures = services.GetRequiredService<ICodePicture>();
        var api = routes.MapGroup("/api/v1");

        api.MapPost("/pairings", (HttpContext context, CancellationToken _) => pairing.BeginAsync(context)).For(Need.Everyone).WithSummary("A device asks to be let in").Produces<PairingOffer>(201);
        routes.MapGet("/pair/qr.svg", (HttpContext context) => PairingPicture.Draw(context, pictures)).For(Need.Everyone).ExcludeFromDescription();
        api.MapPost("/pairings/token", (HttpContext context, CancellationToken _) => pairing.ClaimAsync(context)).For(Need.Everyone).WithSummary("It asks whether it was").Produces<PairedDevice>(201);
        api.MapPost("/pairings/redeem", (HttpContext context, CancellationToken _) => pairing.RedeemAsync(context)).For(Need.Everyone).WithSummary("A device brings a code").Produces<PairedDevice>(201);
        api.MapPost("/pairings/approve", (HttpContext context, CancellationToken _) => pairing.ApproveAsync(context)).For(Need.Run).WithSummary("Let a device in by the code it shows").Produces<CallerView>();
        api.MapPost("/pairings/invite", (HttpContext context, CancellationToken _) => pairing.InviteAsync(context)).For(Need.Run).WithSummary("A code to give to a device").Produces<Invite>(201);
        api.MapGet("/me", (HttpContext context) => devices.Me(context)).For(Need.Everyone).WithSummary("Who asks").Produces<CallerView>();
        api.MapDelete("/me", (HttpContext context, CancellationToken _) => devices.LeaveAsync(context)).For(Need.Look).WithSummary("The device leaves");
        api.MapGet("/devices", () => devices.List()).For(Need.Run).WithSummary("Who is in").Produces<IReadOnlyList<DeviceView>>();
        api.MapDelete("/devices/{id}", (string id, HttpContext context, CancellationToken _) => devices.RevokeAsync(id, context)).For(Need.Run).WithSummary("Put a device out");
        api.MapPut("/security/pin", (HttpContext context, CancellationToken _) => devices.ChangePinAsync(context)).For(Need.Own).WithSummary("Set the manager's PIN");
        api.MapGet("/security", () => certificates.Show()).For(Need.Look).WithSummary("How the door is locked").Produces<SecurityView>();
        api.MapGet("/security/request", (HttpContext context) => certificates.Request(context)).For(Need.Run).WithSummary("A certificate request of the kit's key");
        api.MapPut("/security/certificate", (HttpContext context, CancellationToken _) => certificates.InstallAsync(context)).For(Need.Own).WithSummary("Put an issued certificate in force");
        return routes;
    }
}
