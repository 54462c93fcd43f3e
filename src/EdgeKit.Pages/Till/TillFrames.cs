using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till;

/// <summary>Makes what stands around the till's pages.</summary>
internal sealed class TillFrames(KitOptions kit, BannerText banner, PageForms forms, TimeProvider time)
{
    /// <summary>For one page.</summary>
    /// <param name="context">The request that it answers.</param>
    /// <param name="title">What the page is.</param>
    /// <param name="path">Its address.</param>
    /// <param name="key">The key of a form that is shown again; null for a new one.</param>
    public TillFrame Of(HttpContext context, string title, string path, string? key = null) =>
        new(kit.Name, title, path, banner.Now, forms.TokenFor(context), string.IsNullOrEmpty(key) ? NewKey() : key);

    // Ids of the injected clock, as everywhere; the random half of it is what nobody else has.
    private string NewKey() => $"till-{Guid.CreateVersion7(time.GetUtcNow()):N}";
}
