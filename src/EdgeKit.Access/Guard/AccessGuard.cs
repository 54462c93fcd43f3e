using EdgeKit.Access.Devices;
using EdgeKit.Access.Limits;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Guard;

/// <summary>
/// Stands behind the routing and before every endpoint: finds out who asks, whether that caller may, and whether it asks too much. A
/// request over a loopback address is the kit's own and meets none of this.
/// </summary>
internal sealed class AccessGuard(AccessOptions options, DeviceRegistry devices, RequestLimits limits, IManagerPin pin, FormTokens forms, IDoorPage? page = null)
{
    /// <summary>Where a cashier's request carries the manager's PIN.</summary>
    public const string PinHeader = "Edge-Manager-Pin";

    private const string Bearer = "Bearer ";

    /// <summary>Lets a request through or answers it.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var caller = Recognise(context);
        context.Features.Set(caller);
        if (!caller.IsThisMachine && Refuse(context, caller) is { } refusal)
        {
            await (page is not null && WantsPage(context.Request, refusal) ? page.Of(refusal) : refusal).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    // A browser that opens an address says so; a script and a program say something else, or nothing. Who asks too much gets what costs least.
    private static bool WantsPage(HttpRequest request, ProblemResult refusal) =>
        HttpMethods.IsGet(request.Method)
        && refusal.Problem.Status != StatusCodes.Status429TooManyRequests
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private ProblemResult? Refuse(HttpContext context, Caller caller)
    {
        if (options.IsOpen)
        {
            // Nobody can tell a till from a guest then.
            return null;
        }

        if (limits.Take(context, caller) is { } wait)
        {
            return new ProblemResult(
                new Problem { Type = ProblemTypes.TooManyRequests, Title = "Too many requests", Status = StatusCodes.Status429TooManyRequests, Detail = "Come back a little later." },
                wait);
        }

        if (context.GetEndpoint() is not { } endpoint)
        {
            return null;
        }

        var need = endpoint.Metadata.GetMetadata<RouteNeed>()?.Need ?? Need.ThisMachine;
        return AccessRules.Decide(caller, need) switch
        {
            Verdict.Welcome => forms.Refuse(context),
            Verdict.NeedsPin => forms.Refuse(context) ?? pin.Check(context, context.Request.Headers[PinHeader]),
            Verdict.Unknown => Unknown(context),
            Verdict.Forbidden => Problems.Of(
                ProblemTypes.Forbidden, "This device may not do that", StatusCodes.Status403Forbidden, $"'{caller.Name}' is let in as {caller.Role}; ask who runs the stall."),
            Verdict.NotFromHere => Problems.Of(
                ProblemTypes.Forbidden, "Only on the kit itself", StatusCodes.Status403Forbidden, "This is for programs on the kit's own machine."),
        };
    }

    private Caller Recognise(HttpContext context)
    {
        var connection = context.Connection;
        if (OwnMachine.Is(connection.LocalIpAddress, connection.RemoteIpAddress))
        {
            return Caller.ThisMachine;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : DeviceCookie.Read(context);
        return token is not null && devices.Recognise(token) is { } device ? new Caller(device.Id, device.Name, device.Role, IsThisMachine: false) : Caller.Guest;
    }

    private static ProblemResult Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(
            ProblemTypes.Unauthorized, "This device is not paired", StatusCodes.Status401Unauthorized, "Open /pair on this kit and let somebody who runs the stall approve the code.");
    }
}
