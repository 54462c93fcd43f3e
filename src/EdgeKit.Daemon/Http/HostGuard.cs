using System.Net;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Http;

/// <summary>
/// Answers only to the kit's own names, so that a page from elsewhere cannot reach it by a name of its own (DNS rebinding), and changes
/// nothing for a page of another origin.
/// </summary>
internal sealed class HostGuard(KitOptions kit, HttpOptions options)
{
    private readonly HashSet<string> _names = new(
        ["localhost", kit.Id, $"{kit.Id}.local", .. options.Hosts], StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request through or answers it.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host;
        if (!IsOurs(host.Host))
        {
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, $"This kit does not answer to '{host.Host}'; add it to http.hosts if it should.");
        }

        var isSafe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method);
        if (!isSafe && context.Request.Headers.Origin is { Count: > 0 } origin && !IsSame(origin.ToString(), host))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "A page of another origin may not change anything here.");
        }

        return next(context);
    }

    private static bool IsSame(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        Problems.Of(ProblemTypes.WrongHost, "Wrong host or origin", status, detail).ExecuteAsync(context);

    private bool IsOurs(string host) => _names.Contains(host) || IPAddress.TryParse(host.AsSpan().Trim("[]"), out _);
}
