namespace EdgeKit.Streaming.Origins;

/// <summary>One folder that a stream comes from, and how it has been lately.</summary>
internal sealed class Origin(string id, Uri address)
{
    private const int FailuresToBeDown = 2;
    private const int ProbesToBeBack = 2;

    private readonly Lock _gate = new();
    private int _failures;
    private int _probes;

    /// <summary>Names it to YARP: the place in the order of preference.</summary>
    public string Id { get; } = id;

    /// <summary>The folder, ending with a slash.</summary>
    public Uri Address { get; } = address;

    /// <summary>Whether the concatenated parts of a segment were found to be the segment; null before anybody looked.</summary>
    public bool? PartsAreSegments { get; set; }

    /// <summary>Whether it is passed over.</summary>
    public bool IsDown { get; private set; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; private set; }

    /// <summary>It answered as it should. While it is down that counts only if somebody probed.</summary>
    /// <returns>Whether it is back by that.</returns>
    public bool Answered()
    {
        lock (_gate)
        {
            if (!IsDown)
            {
                _failures = 0;
                return false;
            }

            // Twice in a row, so that an origin which comes and goes is not followed at each turn.
            if (++_probes < ProbesToBeBack)
            {
                return false;
            }

            (IsDown, _failures, _probes, LastError) = (false, 0, 0, null);
            return true;
        }
    }

    /// <summary>It did not answer, or not as an origin should.</summary>
    /// <returns>Whether it is down from now on.</returns>
    public bool Failed(string why)
    {
        lock (_gate)
        {
            (LastError, _probes) = (why, 0);
            if (IsDown || ++_failures < FailuresToBeDown)
            {
                return false;
            }

            IsDown = true;
            return true;
        }
    }
}
