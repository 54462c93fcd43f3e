using System.Globalization;
using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Pages.Console;

/// <summary>A map of what flows where, laid out: what gives on the left, what takes on the right, a line as wide as what flows.</summary>
internal sealed class FlowMap
{
    /// <summary>A place's width.</summary>
    public const int PlaceWidth = 116;

    /// <summary>A place's height.</summary>
    public const int PlaceHeight = 44;

    private const int ColumnWidth = 176;
    private const int RowHeight = 58;
    private const double Thinnest = 1.5;
    private const double Widest = 16;

    private FlowMap(IReadOnlyList<FlowPlace> places, IReadOnlyList<FlowLine> lines, int width, int height) => (Places, Lines, Width, Height) = (places, lines, width, height);

    /// <summary>Its places.</summary>
    public IReadOnlyList<FlowPlace> Places { get; }

    /// <summary>Its lines.</summary>
    public IReadOnlyList<FlowLine> Lines { get; }

    /// <summary>Its width.</summary>
    public int Width { get; }

    /// <summary>Its height.</summary>
    public int Height { get; }

    /// <summary>Lays the nodes out. A node that names one that is not there, or itself in a circle, stands by itself.</summary>
    public static FlowMap Of(IReadOnlyList<TileNode> nodes)
    {
        var known = nodes.DistinctBy(static node => node.Id, StringComparer.Ordinal).ToDictionary(static node => node.Id, StringComparer.Ordinal);
        var columns = known.Values.GroupBy(node => Column(node, known)).OrderBy(static column => column.Key).ToList();
        var height = columns.Max(static column => column.Count()) * RowHeight;
        var places = columns.SelectMany((column, at) => Place([.. column], at, height)).ToDictionary(static place => place.Node.Id, StringComparer.Ordinal);
        var most = known.Values.Max(static node => Math.Abs(node.Amount ?? 0));
        var lines = known.Values.SelectMany(node => Line(node, places, most));
        return new FlowMap([.. places.Values], [.. lines], ((columns.Count - 1) * ColumnWidth) + PlaceWidth, height);
    }

    private static IEnumerable<FlowPlace> Place(TileNode[] column, int at, int height)
    {
        var room = (double)height / column.Length;
        return column.Select((node, row) => new FlowPlace(node, at * ColumnWidth, (int)((room * (row + 0.5)) - (PlaceHeight / 2.0))));
    }

    private static IEnumerable<FlowLine> Line(TileNode node, Dictionary<string, FlowPlace> places, double most)
    {
        var (from, to) = node.To is not null ? (node.Id, node.To) : (node.From, node.Id);
        if (from is null || !places.TryGetValue(from, out var left) || !places.TryGetValue(to, out var right) || left.X >= right.X)
        {
            yield break;
        }

        var (x, y, endX, endY) = (left.X + PlaceWidth, left.Y + (PlaceHeight / 2), right.X, right.Y + (PlaceHeight / 2));
        var middle = (x + endX) / 2;
        var width = most > 0 ? Math.Max(Thinnest, Math.Abs(node.Amount ?? 0) / most * Widest) : Thinnest;
        yield return new FlowLine(
            string.Create(CultureInfo.InvariantCulture, $"M{x} {y}C{middle} {y} {middle} {endY} {endX} {endY}"),
            string.Create(CultureInfo.InvariantCulture, $"{width:0.#}"),
            node.Light,
            node.IsMeasured);
    }

    // What gives stands first; everything else one further than what feeds it.
    private static int Column(TileNode node, Dictionary<string, TileNode> known)
    {
        if (node.To is not null)
        {
            return 0;
        }

        var (column, at) = (1, node);
        while (at.From is { } from && column <= known.Count && known.TryGetValue(from, out var above))
        {
            (column, at) = (column + 1, above);
        }

        return column;
    }
}
