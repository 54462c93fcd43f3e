using AspNetCoreGeneratedDocument;
using RazorSlices;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>Names <c>Sites/Showing/Frame.cshtml</c> to the pages that stand in it.</summary>
internal sealed class SiteFrame : IRazorSliceProxy<SiteHead>
{
    /// <inheritdoc />
    public static RazorSlice<SiteHead> CreateSlice(SiteHead model) => new Sites_Showing_Frame { Model = model };
}
