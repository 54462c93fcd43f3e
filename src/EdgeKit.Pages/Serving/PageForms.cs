using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Serving;

/// <summary>Reads the forms of the kit's pages, and no others.</summary>
internal sealed class PageForms(IFormTokens tokens)
{
    /// <summary>The hidden field that a form of ours carries.</summary>
    public const string TokenField = IFormTokens.Header;

    /// <summary>What a page for this caller puts into that field.</summary>
    public string TokenFor(HttpContext context) => tokens.Of(context);

    /// <summary>Whether a form that carries <paramref name="token"/> is this caller's.</summary>
    public bool Fits(HttpContext context, string token) => tokens.Fits(context, token);

    /// <summary>Reads a form.</summary>
    /// <returns>The form, or what is wrong with it.</returns>
    public async ValueTask<(RequestForm? Form, ProblemResult? Problem)> ReadAsync(HttpContext context)
    {
        var (form, problem) = await RequestForm.ReadAsync(context.Request, context.RequestAborted);
        return form is null || tokens.Fits(context, form[TokenField])
            ? (form, problem)
            : (null, Problems.Of(
                ProblemTypes.WrongHost,
                "This form is from before",
                StatusCodes.Status403Forbidden,
                "The kit was started again since the page was opened, or it is another device's. Open the page again; nothing was changed."));
    }
}
