using System.Net;
using EdgeKit.Broker;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The stall's MQTT broker: whether its ports answer, or the broker in its place takes the kit.</summary>
/// <param name="options">The broker.</param>
/// <param name="kit">The kit's id.</param>
/// <param name="isRunning">Whether a daemon runs: otherwise nothing answers.</param>
internal sealed class MessagesCheck(BrokerOptions options, string kit, bool isRunning) : ICheck
{
    private const string Taken = "See whether another program has the port (ss -ltnp) and give one of them another, or restart the daemon.";
    private const string Broker = "See that it runs and that mqtt.broker has its address and the kit's name and password there.";

    public string Name => "Messages";

    public TimeSpan Patience => TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (!options.IsOn)
        {
            return [Finding.Ok(Name, "there is no broker (mqtt.enabled: false)")];
        }

        if (options.Other is { } other)
        {
            return await BrokerModule.ProbeAsync(other, cancellationToken) is { } wrong
                ? [Finding.Fault(Name, $"{other.Url.Authority}, the broker in the kit's place, {wrong}", Broker)]
                : [Finding.Ok(Name, $"{other.Url.Authority}, the broker in the kit's place, takes the kit")];
        }

        (IPEndPoint? Endpoint, bool IsSecure)[] ports = [(options.Listen, false), (options.ListenTls, true)];
        var items = await Task.WhenAll(ports.Where(static port => port.Endpoint is not null).Select(port => LookAsync(port.Endpoint!, port.IsSecure, cancellationToken)));
        return items.Length == 0 ? [Finding.Ok(Name, "devices speak MQTT at /mqtt, as a WebSocket; no port of its own (mqtt.listen)")] : [.. items.OrderByDescending(static item => item.State)];
    }

    private async Task<DoctorItem> LookAsync(IPEndPoint endpoint, bool isSecure, CancellationToken cancellationToken)
    {
        var port = $"{endpoint}{(isSecure ? " (TLS)" : "")}";
        if (!isRunning)
        {
            return Finding.Unknown(Name, $"{port}: no daemon runs", "Start the daemon, then run the doctor again.");
        }

        return await BrokerModule.ProbeAsync(kit, endpoint, isSecure, cancellationToken) is { } wrong
            ? Finding.Fault(Name, $"{port} {wrong}", Taken)
            : Finding.Ok(Name, $"{port} answers");
    }
}
