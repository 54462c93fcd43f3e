namespace EdgeKit.Streaming.Dash;

/// <summary>What a URL says of which segment it names.</summary>
/// <param name="Number">The segment's number.</param>
/// <param name="Time">The segment's start, in units of the timescale.</param>
/// <param name="SubNumber">The number of a part of the segment.</param>
internal readonly record struct DashNumbers(long? Number, long? Time, long? SubNumber)
{
    /// <summary>These with one more; null if it is there with another value.</summary>
    public DashNumbers? With(DashVariable variable, long value)
    {
        var before = variable switch
        {
            DashVariable.Number => Number,
            DashVariable.Time => Time,
            DashVariable.SubNumber => SubNumber,
        };
        return before is { } other && other != value
            ? null
            : variable switch
            {
                DashVariable.Number => this with { Number = value },
                DashVariable.Time => this with { Time = value },
                DashVariable.SubNumber => this with { SubNumber = value },
            };
    }
}
