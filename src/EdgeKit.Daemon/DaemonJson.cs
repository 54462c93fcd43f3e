using System.Text.Json.Serialization;
using EdgeKit.Contracts;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Daemon.Http;
using EdgeKit.Daemon.Provisioning;

namespace EdgeKit.Daemon;

/// <summary>What the daemon alone turns into JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(CamelCase<ClockState>)])]
[JsonSerializable(typeof(KitStatus))]
[JsonSerializable(typeof(Provision))]
[JsonSerializable(typeof(RunningDaemon))]
internal sealed partial class DaemonJson : JsonSerializerContext;
