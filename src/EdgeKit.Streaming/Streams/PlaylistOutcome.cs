namespace EdgeKit.Streaming.Streams;

/// <summary>How a request for a playlist ends.</summary>
internal abstract record PlaylistOutcome
{
    private PlaylistOutcome()
    {
    }

    /// <summary>Here it is.</summary>
    internal sealed record Ready(PlaylistBody Body) : PlaylistOutcome;

    /// <summary>400: the request asks for what it must not.</summary>
    internal sealed record Refused(string Why) : PlaylistOutcome;

    /// <summary>The origin has an error of its own, such as 404.</summary>
    internal sealed record Missing(int Status) : PlaylistOutcome;

    /// <summary>503: nothing came in time.</summary>
    internal sealed record Unavailable(string Why, TimeSpan RetryAfter) : PlaylistOutcome;

    /// <summary>It is for one viewer alone.</summary>
    internal sealed record Alone : PlaylistOutcome;
}
