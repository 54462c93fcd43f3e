namespace EdgeKit.Streaming.Dash;

/// <summary>What a template counts by.</summary>
internal enum DashVariable
{
    /// <summary>The segment's number.</summary>
    Number,

    /// <summary>The segment's start, in units of the timescale.</summary>
    Time,

    /// <summary>The number of a part of the segment.</summary>
    SubNumber,
}
