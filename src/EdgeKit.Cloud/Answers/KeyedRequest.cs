using System.Security.Cryptography;
using System.Text;
using EdgeKit.Cloud.Access;

namespace EdgeKit.Cloud.Answers;

/// <summary>A request that counts once, however often it is sent.</summary>
/// <param name="Scope">Whose key.</param>
/// <param name="Key">The <c>Idempotency-Key</c>.</param>
/// <param name="Hash">Of route and body.</param>
internal sealed record KeyedRequest(string Scope, string Key, byte[] Hash)
{
    /// <summary>The request's own header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Of a request with this body.</summary>
    public static KeyedRequest Of(HttpContext context, string key, byte[] body) =>
        new(AccessGate.CallerOf(context).Scope, key, SHA256.HashData([.. Encoding.UTF8.GetBytes(context.Request.Path + "\n"), .. body]));
}
