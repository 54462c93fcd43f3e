namespace EdgeKit.Power.Battery;

/// <summary>A figure over another one, straight between the points and level beyond them.</summary>
/// <remarks>The points stand in rising order of X, and never fall in Y.</remarks>
/// <param name="points">At least two.</param>
internal sealed class Table(params (double X, double Y)[] points)
{
    /// <summary>The points, as given.</summary>
    public IReadOnlyList<(double X, double Y)> Points => points;

    /// <summary>Y at <paramref name="x"/>.</summary>
    public double At(double x)
    {
        if (x <= points[0].X)
        {
            return points[0].Y;
        }

        for (var i = 1; i < points.Length; i++)
        {
            if (x <= points[i].X)
            {
                var (from, to) = (points[i - 1], points[i]);
                return from.Y + ((to.Y - from.Y) * (x - from.X) / (to.X - from.X));
            }
        }

        return points[^1].Y;
    }

    /// <summary>The X at which Y is <paramref name="y"/>, for a table that rises.</summary>
    public double Inverse(double y)
    {
        if (y <= points[0].Y)
        {
            return points[0].X;
        }

        for (var i = 1; i < points.Length; i++)
        {
            if (y <= points[i].Y)
            {
                var (from, to) = (points[i - 1], points[i]);
                return from.X + ((to.X - from.X) * (y - from.Y) / (to.Y - from.Y));
            }
        }

        return points[^1].X;
    }

    /// <summary>The area under the line between two X, exactly.</summary>
    public double Area(double from, double to)
    {
        if (to <= from)
        {
            return 0;
        }

        var (area, at) = (0.0, from);
        foreach (var (x, _) in points)
        {
            if (x > at && x < to)
            {
                area += (x - at) * (At(at) + At(x)) / 2;
                at = x;
            }
        }

        return area + ((to - at) * (At(at) + At(to)) / 2);
    }
}
