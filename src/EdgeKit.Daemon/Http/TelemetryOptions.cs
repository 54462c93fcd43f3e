using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Http;

/// <summary>Section <c>telemetry</c>: what the daemon tells of itself.</summary>
internal sealed class TelemetryOptions
{
    private TelemetryOptions(SettingsSection section) =>
        LogLevel = Enum.Parse<LogLevel>(section.Choice("logLevel", "information", "debug", "information", "warning", "error"), ignoreCase: true);

    /// <summary>The least that is logged.</summary>
    public LogLevel LogLevel { get; }

    public static TelemetryOptions Read(SettingsSection section) => new(section);
}
