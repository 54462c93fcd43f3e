using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>Tells forms of the kit's own pages from others.</summary>
public interface IFormTokens
{
    /// <summary>The header of scripts, and the hidden field of forms.</summary>
    const string Header = "Edge-Form";

    /// <summary>What a page for this caller puts into its forms; empty for a guest, whose forms need none.</summary>
    string Of(HttpContext context);

    /// <summary>Whether a form that carries <paramref name="token"/> is this caller's.</summary>
    bool Fits(HttpContext context, string? token);
}
