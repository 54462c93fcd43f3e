using System.Globalization;
using EdgeKit.Contracts;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>What whoever looks at a page holds.</summary>
/// <param name="Id">The hold.</param>
/// <param name="Lines">What is reserved.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="SecondsLeft">Running time of the kit until it expires.</param>
internal sealed record HeldView(Guid Id, IReadOnlyList<HeldLine> Lines, Money Total, int SecondsLeft)
{
    /// <summary>Such as 7:41.</summary>
    public string Left => string.Create(CultureInfo.InvariantCulture, $"{SecondsLeft / 60}:{SecondsLeft % 60:00}");
}
