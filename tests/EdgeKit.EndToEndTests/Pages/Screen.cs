namespace EdgeKit.EndToEndTests.Pages;

/// <summary>A screen's size in CSS pixels.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record Screen(int Width, int Height)
{
    /// <summary>A phone, upright.</summary>
    public static Screen Phone { get; } = new(390, 844);

    /// <summary>A vendor's tablet, on its side.</summary>
    public static Screen Tablet { get; } = new(1180, 820);
}
