namespace EdgeKit.Cloud.Stores;

/// <summary>What happens once a store has failed (<see cref="StoreFault.Failed"/>): the receiver ends, and whoever starts it again has it opened anew.</summary>
internal sealed partial class StoreFailure(IHostApplicationLifetime lifetime, ILogger<StoreFailure> logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Ends the receiver with exit code 1.</summary>
    public void End(StoreException failed)
    {
        LogFailed(failed);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(20002, LogLevel.Error, "The store failed, and the cloud stops to open it anew")]
    private partial void LogFailed(Exception exception);
}
