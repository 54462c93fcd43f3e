using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Sites.Keeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeKit.Pages.Sites.Links;

/// <summary>The kit's signed links, for the sites that make them and the till that opens receipts by them.</summary>
internal static class LinkServices
{
    /// <summary>Registers them, once however often it is asked for. The key is read or made when the first link is.</summary>
    public static void AddSignedLinks(this IServiceCollection services, Settings settings)
    {
        services.TryAddSingleton(new SiteFolder(Path.Combine(settings.DataDirectory, "sites")));
        services.TryAddSingleton<LinkKey>();
        services.TryAddSingleton<SignedLinks>();
        services.TryAddSingleton<ReceiptLinks>();
    }
}
