using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Testing.Histories;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Stock.Processes;

/// <summary>Three kits of one market, each with a way of its own to one cloud: all as published, all on this machine.</summary>
internal sealed class StockMarket : IAsyncDisposable
{
    private const int Count = 3;

    /// <summary>What is sold; the kits have none of it at first.</summary>
    public static readonly string[] Skus = ["tea", "mug"];

    private readonly string _folder = Directory.CreateTempSubdirectory("edgekit-market-").FullName;

    private StockMarket(CloudProcess cloud) => Cloud = cloud;

    public CloudProcess Cloud { get; }

    public List<(KitProcess Kit, FaultRelay Way)> Stalls { get; } = [];

    public static async Task<StockMarket> StartAsync(CancellationToken cancellationToken)
    {
        var market = new StockMarket(await CloudProcess.StartNewAsync(cancellationToken));
        try
        {
            await market.AddStallsAsync(cancellationToken);
            return market;
        }
        catch
        {
            await market.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives a kit rights by hand, as soon as the cloud has heard of it.</summary>
    public Task GrantAsync(KitProcess kit, string sku, int quantity, CancellationToken cancellationToken) =>
        Readiness.WaitUntilAsync(
            async token =>
            {
                using var body = new StringContent(
                    string.Create(CultureInfo.InvariantCulture, $$"""{"kit":"{{kit.Setup.Id}}","quantity":{{quantity}}}"""), mediaType: new("application/json"));
                using var answer = await Cloud.Http.PostAsync(new Uri($"/v1/stock/{sku}/grants", UriKind.Relative), body, token);
                return answer.IsSuccessStatusCode;
            },
            () => $"{kit.Setup.Id} was granted nothing; it printed\n{kit.Child.Output}",
            cancellationToken);

    /// <summary>Waits until the cloud has all, and nothing is on its way between kits.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (kit, _) in Stalls)
        {
            await KitReader.WaitUntilDrainedAsync(kit, cancellationToken, TimeSpan.FromMinutes(2));
        }

        await Readiness.WaitUntilAsync(
            async token =>
            {
                var queued = 0L;
                foreach (var (kit, _) in Stalls)
                {
                    queued += (await KitReader.UplinkAsync(kit.Http, token)).Queued;
                }

                return queued == 0 && (await EntriesAsync(token)).All(static entry => entry.GetProperty("inTransit").GetInt64() == 0);
            },
            () => $"transfers stay on their way; the kits printed\n{string.Join('\n', Stalls.Select(static stall => stall.Kit.Child.Output))}",
            cancellationToken,
            TimeSpan.FromMinutes(2));
    }

    /// <summary>What is in all ledgers at one moment: the cloud goes on asking kits for rights, so it is read again until nothing moved meanwhile.</summary>
    public async Task<FinalLedgers> LedgersAsync(CancellationToken cancellationToken)
    {
        FinalLedgers? ledgers = null;
        await Readiness.WaitUntilAsync(
            async token =>
            {
                var before = await HeadsAsync(token);
                ledgers = await ReadAsync(before, token);
                return before.All(static kit => kit.Uplink.Queued == 0) && before.Select(static kit => kit.Uplink.HeadSeq).SequenceEqual((await HeadsAsync(token)).Select(static kit => kit.Uplink.HeadSeq));
            },
            static () => "the ledgers never stand still",
            cancellationToken);
        return ledgers!;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (kit, way) in Stalls)
        {
            await kit.DisposeAsync();
            await way.DisposeAsync();
        }

        await Cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SkuLedger Read(JsonElement entry) => new(
        entry.GetProperty("sku").GetString()!,
        entry.GetProperty("total").GetInt64(),
        entry.GetProperty("pool").GetInt64(),
        entry.GetProperty("shopSold").GetInt64(),
        entry.GetProperty("poolShort").GetInt64(),
        [.. entry.GetProperty("byKit").EnumerateArray().Select(static kit => new KitShare(
            kit.GetProperty("kit").GetString()!,
            kit.GetProperty("granted").GetInt64(),
            kit.GetProperty("returned").GetInt64(),
            kit.GetProperty("received").GetInt64(),
            kit.GetProperty("sold").GetInt64(),
            kit.GetProperty("putBack").GetInt64(),
            kit.GetProperty("short").GetInt64(),
            kit.GetProperty("logs").EnumerateArray().Sum(static log => log.GetProperty("transferredIn").GetInt64()),
            kit.GetProperty("logs").EnumerateArray().Sum(static log => log.GetProperty("transferredOut").GetInt64())))]);

    private async Task<IReadOnlyList<(KitProcess Kit, UplinkView Uplink)>> HeadsAsync(CancellationToken cancellationToken)
    {
        var heads = new List<(KitProcess, UplinkView)>();
        foreach (var (kit, _) in Stalls)
        {
            heads.Add((kit, await KitReader.UplinkAsync(kit.Http, cancellationToken)));
        }

        return heads;
    }

    private async Task<FinalLedgers> ReadAsync(IReadOnlyList<(KitProcess Kit, UplinkView Uplink)> heads, CancellationToken cancellationToken)
    {
        var kits = new List<KitLedger>();
        var orders = new List<CloudOrder>();
        foreach (var (kit, uplink) in heads)
        {
            kits.Add(new KitLedger(kit.Setup.Id, uplink.Incarnation, await KitReader.LogAsync(kit.Http, cancellationToken)));
            orders.AddRange(await KitReader.CloudOrdersAsync(Cloud.Http, kit.Setup.Id, cancellationToken));
        }

        var skus = (await EntriesAsync(cancellationToken)).Select(Read);
        return new FinalLedgers(kits, new CloudLedger([.. skus], heads.ToDictionary(static kit => kit.Uplink.Incarnation, static kit => kit.Uplink.AckSeq), orders));
    }

    private async Task<IReadOnlyList<JsonElement>> EntriesAsync(CancellationToken cancellationToken) =>
        [.. (await Cloud.Http.GetFromJsonAsync<JsonElement>(new Uri("/v1/ledger?byKit=1", UriKind.Relative), cancellationToken)).EnumerateArray()];

    private async Task AddStallsAsync(CancellationToken cancellationToken)
    {
        var key = Path.Combine(_folder, "market.key");
        var ports = Enumerable.Range(0, Count).Select(static _ => Loopback.FreePort()).ToList();
        for (var number = 0; number < Count; number++)
        {
            var way = await FaultRelay.StartAsync(Cloud.Port, cancellationToken);
            var peers = ports.Where((_, other) => other != number).Select(static port => string.Create(CultureInfo.InvariantCulture, $"\"127.0.0.1:{port}\""));
            var setup = new KitSetup
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"kit-{number}"),
                CloudUrl = way.Address,
                Uplink = new Dictionary<string, string>(StringComparer.Ordinal) { ["timeout"] = "2s", ["retryAtMost"] = "1s" },
                Items = [.. Skus.Select(static sku => new CatalogImportItem(sku, sku, new Money(100, "EUR")))],
                Yaml = string.Create(
                    CultureInfo.InvariantCulture,
                    $"market:\n  id: proof\n  keyFile: {key}\n  listen: \"127.0.0.1:{ports[number]}\"\n  discovery: \"off\"\n  keep: 0%\n  peers: [{string.Join(", ", peers)}]\n"),
            };
            var kit = KitProcess.Create(setup);
            Stalls.Add((kit, way));
            if (number == 0)
            {
                await MakeKeyAsync(kit, key, cancellationToken);
            }

            await kit.StartAsync(cancellationToken);
        }
    }

    private static async Task MakeKeyAsync(KitProcess kit, string key, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(Binaries.Kit, ["market", "key", key], cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{kit.Setup.Id}: no market key, {exitCode}:\n{output}");
        }
    }
}
