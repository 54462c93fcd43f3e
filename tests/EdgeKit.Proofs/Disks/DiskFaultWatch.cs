using System.Globalization;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Disks;

/// <summary>Collects what one case of a failing disk shows.</summary>
internal sealed class DiskFaultWatch(string name)
{
    /// <summary>How fast an order must be refused.</summary>
    public static TimeSpan AtMost { get; } = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Reads = ["/api/v1/orders", "/api/v1/feed", "/api/v1/catalog", "/api/v1/stock", "/api/v1/uplink", "/healthz"];

    private readonly List<TimeSpan> _refused = [];
    private readonly List<TimeSpan> _reads = [];
    private ReconciliationReport? _report;

    /// <summary>The case.</summary>
    public string Name { get; } = name;

    /// <summary>What does not hold.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What is worth knowing.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The case's line in the table.</summary>
    public string Row
    {
        get
        {
            var sorted = _refused.Order().ToArray();
            double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))].TotalMilliseconds;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Name,-11} {sorted.Length,7}  {At(0.5),6:0.0} {At(0.99),5:0.0} {At(1),5:0.0} {_reads.Count,6}  {(_reads.Count == 0 ? double.NaN : _reads.Max().TotalMilliseconds),6:0.0} {_report?.Acked,6} {_report?.Faults.Count,5}");
        }
    }

    /// <summary>Checks that <paramref name="calls"/> that were refused were so in time and for the reason that it is.</summary>
    public void CheckRefused(IEnumerable<Call> calls, string type)
    {
        foreach (var call in calls.Where(static call => call.Outcome == CallOutcome.Refused))
        {
            _refused.Add(call.Took);
            if (call.Took > AtMost)
            {
                Faults.Add(string.Create(CultureInfo.InvariantCulture, $"'{call.Mark}' was refused after {call.Took.TotalMilliseconds:0} ms"));
            }

            if (call.Status != 503 || call.Problem?.Type != type || string.IsNullOrEmpty(call.Problem.Detail))
            {
                Faults.Add(string.Create(CultureInfo.InvariantCulture, $"'{call.Mark}' was refused with {call.Status} {call.Problem?.Type} '{call.Problem?.Detail}', expected 503 {type} with a reason"));
            }
        }
    }

    /// <summary>Checks that everything that only reads answers, and that the kit says that it takes no orders.</summary>
    public async Task CheckReadsAsync(KitProcess kit, CancellationToken cancellationToken)
    {
        foreach (var path in Reads)
        {
            var (status, body) = await GetAsync(kit, path, cancellationToken);
            if (status != 200)
            {
                Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{path} answered {status}: {body}"));
            }
        }

        var (ready, why) = await GetAsync(kit, "/readyz", cancellationToken);
        if (ready == 200)
        {
            Faults.Add("/readyz is 200 while orders are refused");
        }
        else
        {
            Notes.Add(string.Create(CultureInfo.InvariantCulture, $"/readyz: {ready} {why.ReplaceLineEndings(" ")}"));
        }
    }

    /// <summary>Compares what the tablets were told with what the kit has.</summary>
    public async Task ReconcileAsync(KitProcess kit, Crowd crowd, CancellationToken cancellationToken)
    {
        await crowd.StopAsync();
        _report = await new Reconciliation(kit, cloud: null).CompareAsync(crowd.Tablets, cancellationToken);
        Faults.AddRange(_report.Faults);
        Notes.Add(_report.ToString());
    }

    private async Task<(int Status, string Body)> GetAsync(KitProcess kit, string path, CancellationToken cancellationToken)
    {
        var asked = TimeProvider.System.GetTimestamp();
        using var answer = await kit.Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        _reads.Add(TimeProvider.System.GetElapsedTime(asked));
        return ((int)answer.StatusCode, body);
    }
}
