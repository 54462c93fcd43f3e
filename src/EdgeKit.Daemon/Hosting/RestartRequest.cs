using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Hosting;

/// <summary>Ends the daemon with an exit code at which systemd's <c>Restart=on-failure</c> starts it again.</summary>
internal sealed partial class RestartRequest(IHostApplicationLifetime lifetime, ILogger<RestartRequest> logger) : IRestartRequest
{
    /// <summary>EX_TEMPFAIL of sysexits.h.</summary>
    private const int TemporaryFailure = 75;

    /// <inheritdoc />
    public void Request(string reason)
    {
        LogRestart(reason);
        Environment.ExitCode = TemporaryFailure;
        lifetime.StopApplication();
    }

    [LoggerMessage(9013, LogLevel.Warning, "Ending to be started again: {Reason}")]
    private partial void LogRestart(string reason);
}
