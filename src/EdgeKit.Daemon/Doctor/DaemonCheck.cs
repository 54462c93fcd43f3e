using System.Net;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether the daemon runs, lives and takes orders, and what else it finds wrong with itself.</summary>
/// <param name="daemon">The running one.</param>
/// <param name="covered">Faults of its status that other checks report.</param>
internal sealed class DaemonCheck(RunningKit daemon, IReadOnlyCollection<string> covered) : ICheck
{
    private const string Restart = "systemctl restart edgekit; if that does not help: journalctl -u edgekit -n 50.";

    public string Name => "Daemon";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (daemon.Client is not { } client)
        {
            return [Finding.Fault(Name, daemon.Silence, $"{Restart} What only a running daemon knows was not looked at.")];
        }

        var items = new List<DoctorItem>();
        foreach (var route in (string[])["/healthz", "/readyz"])
        {
            using var answer = await client.GetAsync(new Uri(route, UriKind.Relative), cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                var problem = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellationToken), ContractsJson.Default.Problem);
                items.Add(Finding.Fault(Name, $"{problem?.Title ?? route}: {problem?.Detail ?? $"it answers {(int)answer.StatusCode}"}", Restart));
            }
        }

        if (daemon.Status is { } status)
        {
            // Those of the routes above are among them, in other words.
            items.AddRange(items.Count > 0 ? [] : status.Faults.Where(fault => !covered.Contains(fault, StringComparer.Ordinal)).Select(fault => Finding.Fault(Name, fault, Restart)));
            items.AddRange(items.Count > 0 ? [] : [Finding.Ok(Name, $"{status.Kit} takes orders, EdgeKit {status.Version}, up {Figure.Span(TimeSpan.FromSeconds(status.UptimeSeconds))}")]);
        }

        return items;
    }
}
