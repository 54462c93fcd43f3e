using Microsoft.Extensions.Logging;
using MQTTnet.Diagnostics.Logger;

namespace EdgeKit.Broker.Serving;

/// <summary>What the server itself complains of. That a client went away or sent nonsense is none of it.</summary>
internal sealed partial class ServerLog(ILogger<ServerLog> logger) : IMqttNetLogger
{
    /// <inheritdoc />
    public bool IsEnabled => logger.IsEnabled(LogLevel.Debug);

    /// <inheritdoc />
    public void Publish(MqttNetLogLevel logLevel, string source, string message, object[] parameters, Exception exception)
    {
        if (logLevel is MqttNetLogLevel.Error)
        {
            LogFault(logger, source, exception?.Message ?? message);
        }
    }

    [LoggerMessage(12020, LogLevel.Debug, "MQTT server, {Source}: {Why}")]
    private static partial void LogFault(ILogger logger, string source, string why);
}
