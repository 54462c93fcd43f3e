namespace EdgeKit.Testing.Streams;

/// <summary>A fault, the requests it strikes and how often it still does.</summary>
public sealed class OriginFaultRule
{
    private readonly Func<OriginRequest, bool> _strikes;
    private int _left;
    private int _struck;

    internal OriginFaultRule(OriginFault fault, Func<OriginRequest, bool> strikes, int times)
    {
        Fault = fault;
        _strikes = strikes;
        _left = times;
    }

    /// <summary>What it does.</summary>
    public OriginFault Fault { get; }

    /// <summary>How many requests it has struck.</summary>
    public int Struck => Volatile.Read(ref _struck);

    internal bool TryStrike(OriginRequest request)
    {
        if (!_strikes(request) || Interlocked.Decrement(ref _left) < 0)
        {
            return false;
        }

        Interlocked.Increment(ref _struck);
        return true;
    }
}
