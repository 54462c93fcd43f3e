using AspNetCoreGeneratedDocument;
using RazorSlices;

namespace EdgeKit.Pages.Shared;

/// <summary>Names <c>Shared/Layout.cshtml</c> to the pages that stand in it.</summary>
internal sealed class PageLayout : IRazorSliceProxy<PageHead>
{
    /// <inheritdoc />
    public static RazorSlice<PageHead> CreateSlice(PageHead model) => new Shared_Layout { Model = model };
}
