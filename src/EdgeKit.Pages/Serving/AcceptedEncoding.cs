using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Serving;

/// <summary>How a browser takes an answer.</summary>
internal static class AcceptedEncoding
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";
    public const string Identity = "identity";

    /// <summary>The best of what it takes: brotli, gzip, or the answer as it is.</summary>
    public static string Of(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        bool Takes(string encoding) => accepted.Any(value =>
            value.Quality != 0 && (value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) || value.Value.Equals("*", StringComparison.Ordinal)));

        return Takes(Brotli) ? Brotli : Takes(Gzip) ? Gzip : Identity;
    }
}
