using EdgeKit.Testing.Processes;

// They mostly wait for what runs elsewhere.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace EdgeKit.EndToEndTests;

/// <summary>A test of running programs; ends everything that it started.</summary>
public abstract class ProcessTest : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _started = new();

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ends everything, last first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a kit that is ready for orders.</summary>
    protected async Task<KitProcess> StartKitAsync(KitSetup? setup = null)
    {
        var kit = Keep(KitProcess.Create(setup));
        await kit.StartAsync(Cancel);
        return kit;
    }

    /// <summary>Starts a cloud that answers.</summary>
    protected async Task<CloudProcess> StartCloudAsync()
    {
        var cloud = Keep(CloudProcess.Create());
        await cloud.StartAsync(Cancel);
        return cloud;
    }

    /// <summary>Starts a way to a cloud that can fail.</summary>
    protected async Task<FaultRelay> StartRelayAsync(CloudProcess cloud) => Keep(await FaultRelay.StartAsync(cloud.Port, Cancel));

    /// <summary>Disposes of <paramref name="started"/> with the test.</summary>
    protected T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }

    /// <summary>Sells so many, all of which must be taken, while something happens.</summary>
    protected static async Task SellDuringAsync(Tablet tablet, int count, Func<Task> meanwhile)
    {
        var selling = SellAsync(tablet, count);
        await meanwhile();
        await selling;
    }

    /// <summary>Sells so many, all of which must be taken.</summary>
    protected static async Task<IReadOnlyList<Call>> SellAsync(Tablet tablet, int count)
    {
        var calls = new List<Call>();
        for (var i = 0; i < count; i++)
        {
            var call = await tablet.OrderAsync(Cancel);
            Assert.True(call.Outcome == CallOutcome.Acked, $"{call.Status} {call.Problem?.Detail} {call.Error}");
            calls.Add(call);
        }

        return calls;
    }
}
