using EdgeKit.Uplink.Line;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>A link of which a test says whether the cloud can be reached over it.</summary>
internal sealed class FakeLifeline : ILifeline
{
    public bool Persists { get; init; } = true;

    /// <summary>Ends where another connection gets through.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan SinceAck { get; set; } = TimeSpan.MaxValue;

    public TimeSpan RoundTrip { get; init; } = TimeSpan.MaxValue;

    public long? OnTheWay { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>How many lines were given up though the cloud was reached.</summary>
    public int Given { get; private set; }

    /// <summary>How often the link was gone.</summary>
    public int Gone { get; private set; }

    public void IsGone() => Gone++;

    /// <summary>How often it was back.</summary>
    public int Back { get; private set; }

    public void IsBack() => Back++;

    public Task ReachAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Reached.Task.WaitAsync(cancellationToken);
    }

    public void Lost() => Given++;
}
