using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Power;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>A stall around an emulated board: the card with its provisioning file, and tills that sell from outside. Its cloud does not answer.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Picks moments; the seed repeats them.")]
internal sealed class BoardStall : IDisposable
{
    public const string Kit = "kit-17";

    /// <summary>The access point's name.</summary>
    public const string Ssid = "Night market";

    /// <summary>What a phone must know to join it.</summary>
    public const string Passphrase = "change this one";

    /// <summary>What whoever owns the stall types first.</summary>
    public const string SetupCode = "BCDF-GHJK";

    /// <summary>The daemon listens where the emulator's port leads. All tills there have one address, and sell faster than one device may.</summary>
    public const string Open = "systemd.setenv=EDGEKIT_HTTP__LISTEN=http://0.0.0.0:8080 systemd.setenv=EDGEKIT_SECURITY__DEVICERATE=1000";

    /// <summary>The same image to multi-user.target without EdgeKit.</summary>
    public const string Without = "systemd.mask=edgekit.service systemd.mask=edgekit-provision.service systemd.mask=edgekit-board.service systemd.mask=edgekit-poweroff.path";

    // Nobody listens on the discard port.
    private const string Provisioning = $$"""
        kit: { id: {{Kit}}, name: "Night market, row C", timeZone: Europe/Berlin, currency: EUR }
        wifi:
          country: DE
          accessPoint: { ssid: "{{Ssid}}", passphrase: "{{Passphrase}}" }
        security: { setupCode: {{SetupCode}} }
        uplink: { url: "http://127.0.0.1:9", token: "a-token-that-nobody-asks-for" }

        """;

    // Of how long a boot may take.
    private const double OrderPatience = 1.0 / 12;

    private readonly Random _random;
    private readonly HttpClient _http;
    private readonly Reconciliation _reconciliation;
    private readonly Tablet[] _tablets;
    private readonly int _port;

    private BoardStall(BoardMachine machine, BoardCard card, int tablets, int seed)
    {
        (Machine, Card) = (machine, card);
        _random = new Random(seed);
        _port = Loopback.FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));
        _http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        _reconciliation = new Reconciliation(_http, Kit, cloud: null);
        _tablets = [.. Enumerable.Range(0, tablets).Select(i => new Tablet(string.Create(CultureInfo.InvariantCulture, $"till {i}"), Address, machine.Patience * OrderPatience))];
    }

    public BoardMachine Machine { get; }

    public BoardCard Card { get; }

    /// <summary>Where the kit is reached from outside the board.</summary>
    public Uri Address { get; }

    /// <summary>Writes the image to a card and provisions it as a technician does.</summary>
    public static async Task<BoardStall> SetUpAsync(BoardMachine machine, string image, int tablets, int seed, CancellationToken cancellationToken)
    {
        var stall = new BoardStall(machine, await BoardCard.WriteAsync(image, 2, Provisioning + machine.Provisioning, cancellationToken), tablets, seed);
        await stall.Card.PutAsync(EmulatedChip.Program, cancellationToken);
        return stall;
    }

    /// <summary>Switches the board on.</summary>
    public Task<EmulatedBoard> PowerOnAsync(string kernel, bool losesWrites, CancellationToken cancellationToken) =>
        EmulatedBoard.PowerOnAsync(Machine, Card, _port, kernel, losesWrites, cancellationToken);

    /// <summary>Waits until systemd has seen the daemon's READY.</summary>
    /// <returns>From power on.</returns>
    public Task<TimeSpan> ReadyAsync(EmulatedBoard board, CancellationToken cancellationToken) =>
        board.Console.WaitForAsync("Started edgekit.service", Machine.Patience, cancellationToken);

    /// <summary>Puts goods on the table, with the technician's command.</summary>
    public static async Task ImportAsync(EmulatedBoard board, CancellationToken cancellationToken)
    {
        var goods = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new CatalogImport(KitSetup.Table), ContractsJson.Default.CatalogImport));
        await board.RunAsync("rm -f /tmp/goods", cancellationToken);
        foreach (var part in goods.Chunk(500))
        {
            await board.RunAsync($"echo '{new string(part)}' >> /tmp/goods", cancellationToken);
        }

        await board.RunAsync("base64 -d /tmp/goods > /tmp/goods.json && edgekit catalog import /tmp/goods.json", cancellationToken);
    }

    /// <summary>Waits until the kit answers from outside.</summary>
    public Task AnswersAsync(EmulatedBoard board, CancellationToken cancellationToken) => Readiness.WaitUntilAsync(
        async token =>
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri("/readyz", UriKind.Relative), token);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        () => $"the kit does not answer from outside:\n{board.Console.Tail}",
        cancellationToken,
        Machine.Patience);

    /// <summary>The first device comes in with the setup code, as the owner's does, and its token is every till's from then on.</summary>
    public async Task<PairedDevice> PairAsync(CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new InviteClaim(SetupCode, "Tills"), ContractsJson.Default.InviteClaim);
        using var answer = await _http.PostAsync(new Uri("/api/v1/pairings/redeem", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var device = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.PairedDevice, cancellationToken))!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", device.Token);
        foreach (var tablet in _tablets)
        {
            tablet.Bring(device.Token);
        }

        return device;
    }

    /// <summary>What a guest is answered who would sell.</summary>
    public async Task<HttpStatusCode> SellAsGuestAsync(CancellationToken cancellationToken)
    {
        using var guest = new HttpClient { BaseAddress = Address };
        using var answer = await guest.GetAsync(new Uri("/api/v1/orders", UriKind.Relative), cancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Every till sells until the power is cut, at a random moment after the first order was acknowledged.</summary>
    /// <returns>How many were acknowledged in this time.</returns>
    public async Task<int> SellUntilCutAsync(EmulatedBoard board, CancellationToken cancellationToken)
    {
        var acknowledged = 0;
        var selling = _tablets.Select(async tablet =>
        {
            do
            {
                var call = await tablet.OrderAsync(cancellationToken);
                Interlocked.Add(ref acknowledged, call.Outcome == CallOutcome.Acked ? 1 : 0);
                if (call.Outcome == CallOutcome.Unknown)
                {
                    return;
                }
            }
            while (true);
        }).ToArray();
        await Readiness.WaitUntilAsync(_ => Task.FromResult(Volatile.Read(ref acknowledged) > 0), () => "no order was acknowledged", cancellationToken, Machine.Patience);
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 4), TimeProvider.System, cancellationToken);
        await board.CutAsync(cancellationToken);
        await Task.WhenAll(selling);
        return acknowledged;
    }

    /// <summary>Half of the tills ask again for what they do not know; then all that was told is compared with the log.</summary>
    public async Task<ReconciliationReport> CompareAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_tablets.Where(_ => _random.Next(2) == 0).Select(tablet => tablet.AskAgainAsync(tries: 5, cancellationToken)));
        return await _reconciliation.CompareAsync(_tablets, cancellationToken, everything: false);
    }

    /// <summary>Compares the log and the kit's list with what all tills were told.</summary>
    public Task<ReconciliationReport> CompareAllAsync(CancellationToken cancellationToken) => _reconciliation.CompareAsync(_tablets, cancellationToken);

    /// <summary>Sells one order.</summary>
    public Task<Call> SellAsync(CancellationToken cancellationToken) => _tablets[0].OrderAsync(cancellationToken);

    /// <summary>What the kit says of its sensors.</summary>
    public async Task<SensorsView> SensorsAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await _http.GetByteArrayAsync(new Uri("/api/v1/sensors", UriKind.Relative), cancellationToken), ContractsJson.Default.SensorsView)!;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tablet in _tablets)
        {
            tablet.Dispose();
        }

        _http.Dispose();
        Card.Dispose();
    }
}
