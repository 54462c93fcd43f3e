namespace EdgeKit.Simulation.Evenings;

/// <summary>What an evening is made of.</summary>
/// <param name="Seed">Repeats it.</param>
/// <param name="OfflineShare">The share of its time that a kit has no way to the cloud; from 0 to below 1.</param>
internal sealed record EveningOptions(int Seed, double OfflineShare)
{
    /// <summary>How many kits sell.</summary>
    public int Kits { get; init; } = 20;

    /// <summary>In how many markets they stand; kits of one market have a LAN in common.</summary>
    public int Markets { get; init; } = 4;

    /// <summary>How many items are sold.</summary>
    public int Skus { get; init; } = 8;

    /// <summary>Units of each.</summary>
    public int Units { get; init; } = 150;

    /// <summary>Units that are asked for, for one that exists.</summary>
    public double Demand { get; init; } = 1.5;

    /// <summary>The share of the demand that comes to the online shop.</summary>
    public double ShopShare { get; init; } = 0.15;

    /// <summary>From the opening to the end.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromHours(5);

    /// <summary>Before the opening, while the kits are set up and have their uplink.</summary>
    public TimeSpan SetUp { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an outage lasts on average; how long the uplink stays follows from the share.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How often each kit loses power, on average, for one to three minutes.</summary>
    public double PowerCuts { get; init; } = 1;

    /// <summary>How often somebody sets each kit's wall clock, on average, to anything from two years back to fifty ahead.</summary>
    public double ClockJumps { get; init; } = 1;

    /// <summary>How often a crowd comes to each kit, on average: for a quarter of an hour it is asked for five times as much.</summary>
    public double Surges { get; init; } = 2;
}
