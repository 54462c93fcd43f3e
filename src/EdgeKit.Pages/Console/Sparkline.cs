using System.Globalization;
using System.Text;

namespace EdgeKit.Pages.Console;

/// <summary>A tile's history as the points of a line, in a box of 100 by 30.</summary>
internal static class Sparkline
{
    private const double Width = 100;
    private const double Height = 30;

    // Five minutes: the line of a kit that has just started does not fill the box.
    private const int Fewest = 30;

    // So that the line's own width stays inside.
    private const double Margin = 2;

    /// <summary>The points of an SVG polyline; null of fewer than two numbers.</summary>
    public static string? Points(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
        {
            return null;
        }

        var (least, most) = (values.Min(), values.Max());

        // What wavers by a hundredth is no cliff.
        var span = Math.Max(most - least, Math.Max(Math.Abs(least), Math.Abs(most)) / 10);
        var low = ((least + most) - span) / 2;
        var shown = Math.Max(values.Count, Fewest);
        var points = new StringBuilder();
        for (var index = 0; index < values.Count; index++)
        {
            var x = Width * (shown - values.Count + index) / (shown - 1);
            var share = span > 0 ? (values[index] - low) / span : 0.5;
            points.Append(CultureInfo.InvariantCulture, $"{x:0.#},{Height - Margin - (share * (Height - (2 * Margin))):0.#} ");
        }

        return points.ToString().TrimEnd();
    }

    /// <summary>The same in words, for who does not see it.</summary>
    public static string Words(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
        {
            return "no history yet";
        }

        var span = TileHistory.Every * values.Count;
        return string.Create(CultureInfo.InvariantCulture, $"over {span.TotalMinutes:0.#} minutes between {values.Min():0.#} and {values.Max():0.#}, now {values[^1]:0.#}");
    }
}
