using System.Net;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Access;

/// <summary>
/// Lets a request through to its route: any on a loopback listener, as long as it names this machine as its host (a page from
/// elsewhere can make a browser send it under another name); with a token that fits on any other.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, IStore store)
{
    private const string Bearer = "Bearer ";

    /// <summary>Who calls, once it was let through.</summary>
    public static Caller CallerOf(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("Nobody was let through.");

    /// <summary>Whether a request that goes on for long would still be let in.</summary>
    public static async Task<bool> IsStillLetInAsync(HttpContext context, IStore store, CancellationToken cancellationToken) =>
        CallerOf(context) is { Name: "" }
        || (TokenOf(context) is { } token && await store.ReadAsync(session => TokenTable.FindAsync(session, Token.Hash(token)), cancellationToken) == CallerOf(context));

    /// <summary>Decides on one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (await RefusalAsync(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address));

    private static ProblemResult? Judge(Caller caller, Needs needs, string? kit)
    {
        if (!needs.Roles.Contains(caller.Role))
        {
            return Problems.Of(ProblemTypes.Forbidden, "The token is not for this", 403, $"A token of the role {caller.Role} does not open this route.");
        }

        return caller.Role == Role.Kit && !string.Equals(caller.Name, kit, StringComparison.Ordinal)
            ? Problems.Of(ProblemTypes.Forbidden, "The token is not for this", 403, "A kit speaks only for itself, and this is another kit's path.")
            : null;
    }

    private async Task<ProblemResult?> RefusalAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return Problems.NotFound("There is no such route.");
        }

        var loopback = context.Features.Get<Listener>() is { Loopback: true };
        if (loopback && !IsThisMachine(context.Request.Host.Host))
        {
            return Problems.Of(
                ProblemTypes.WrongHost, "The request is for another host", 421, "This listener answers for localhost, 127.0.0.1 and [::1] only.");
        }

        var needs = endpoint.Metadata.GetMetadata<Needs>();
        if (loopback || needs is { Roles.Length: 0 })
        {
            context.Features.Set(new Caller(Role.Operator, ""));
            return null;
        }

        if (TokenOf(context) is not { } token)
        {
            return Unauthorized(context, "The request needs a token: Authorization: Bearer TOKEN.");
        }

        var hash = Token.Hash(token);
        if (await store.ReadAsync(session => TokenTable.FindAsync(session, hash), context.RequestAborted) is not { } caller)
        {
            return Unauthorized(context, "The token is unknown or was revoked.");
        }

        context.Features.Set(caller);
        return Judge(caller, needs ?? new Needs(), context.GetRouteValue("kit") as string);
    }

    private static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.Length <= 200 ? header[Bearer.Length..].Trim() : null;
    }

    private static ProblemResult Unauthorized(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(ProblemTypes.Unauthorized, "No token, or a wrong one", 401, detail);
    }
}
