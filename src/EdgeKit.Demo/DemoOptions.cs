namespace EdgeKit.Demo;

/// <summary>How the demo is played.</summary>
public sealed class DemoOptions
{
    /// <summary>From the first order until the tablets stop.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How busy the stall is: 1 is about three customers in two seconds, over four tablets.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Makes the tablets choose the same again; null for another evening each time.</summary>
    public int? Seed { get; init; }

    /// <summary>Ends after the comparison, even at a terminal.</summary>
    public bool Once { get; init; }

    /// <summary>Plain lines in place of the live display; so also where the output is no terminal.</summary>
    public bool Plain { get; init; }

    /// <summary>The binary <c>edgekit-cloud</c>; null for the one beside this binary.</summary>
    public string? CloudPath { get; init; }

    /// <summary>Keeps everything here; null for a directory of its own that is removed at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The binary <c>edgekit</c>; null for the one that runs this.</summary>
    public string? KitPath { get; init; }
}
