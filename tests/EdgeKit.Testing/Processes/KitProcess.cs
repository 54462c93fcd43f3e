using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Testing.Processes;

/// <summary>
/// The daemon as it is published, on a port and a data directory of its own, through any number of runs. Make it, then
/// <see cref="StartAsync"/>; after a kill or a stop, <see cref="StartAsync"/> again.
/// </summary>
public sealed class KitProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _binary;
    private bool _imported;
    private ChildProcess? _child;

    private KitProcess(KitSetup setup, string folder)
    {
        Setup = setup;
        _folder = folder;
        _binary = setup.Binary ?? Binaries.Kit;
        DataDirectory = setup.DataDirectory ?? Path.Combine(folder, "data");
        ConfigFile = Path.Combine(folder, "edgekit.yaml");
        Port = Loopback.FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{setup.ListenAddress}:{Port}"));
        Http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>How it is to run from the next start on.</summary>
    public KitSetup Setup { get; set; }

    /// <summary>Where it keeps everything.</summary>
    public string DataDirectory { get; }

    /// <summary>Its configuration.</summary>
    public string ConfigFile { get; }

    /// <summary>The port it listens on, in every run.</summary>
    public int Port { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>A client to ask it with; its life is the kit's.</summary>
    public HttpClient Http { get; }

    /// <summary>The run that goes on, or went on last.</summary>
    public ChildProcess Child => _child ?? throw new InvalidOperationException("The kit was not started yet.");

    /// <summary>Whether a run goes on.</summary>
    public bool IsRunning => _child is { HasExited: false };

    /// <summary>From starting the program to its first 200 from <c>/readyz</c>, in the last run.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>A kit that is not running yet.</summary>
    public static KitProcess Create(KitSetup? setup = null) =>
        new(setup ?? new KitSetup(), Directory.CreateTempSubdirectory("edgekit-kit-").FullName);

    /// <summary>A kit that is ready for orders.</summary>
    public static async Task<KitProcess> StartNewAsync(KitSetup? setup, CancellationToken cancellationToken)
    {
        var kit = Create(setup);
        try
        {
            await kit.StartAsync(cancellationToken);
            return kit;
        }
        catch
        {
            await kit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it; the first time with its catalogue imported before.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="waitUntilReady">False where it cannot be reached from here, or is not expected to become ready.</param>
    public async Task StartAsync(CancellationToken cancellationToken, bool waitUntilReady = true)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The kit runs already.");
        }

        await WriteConfigAsync(cancellationToken);
        if (!_imported && Setup.Items.Count > 0)
        {
            await ImportAsync(Setup.Items, cancellationToken);
        }

        _imported = true;
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        var before = Announced();
        var started = TimeProvider.System.GetTimestamp();
        _child = ChildProcess.Start(_binary, ["run", .. CommonArguments], Setup.Environment, Setup.Prefix);
        if (waitUntilReady)
        {
            await Readiness.WaitAsync(_child, Http, "/readyz", cancellationToken);
            TimeToReady = TimeProvider.System.GetElapsedTime(started);
            await Readiness.WaitUntilAsync(_ => Task.FromResult(Announced() != before), () => "It never said where it listens.", cancellationToken);
        }
    }

    /// <summary>Waits until the run that goes on is ready for orders.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Readiness.WaitAsync(Child, Http, "/readyz", cancellationToken);

    /// <summary>Ends it with SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => Child.KillAsync(cancellationToken);

    /// <summary>Asks it to end with SIGTERM.</summary>
    /// <returns>Its exit code, and how long it took.</returns>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync(CancellationToken cancellationToken)
    {
        var asked = TimeProvider.System.GetTimestamp();
        Child.Signal(Signals.Terminate);
        var exitCode = await Child.WaitForExitAsync(cancellationToken);
        return (exitCode, TimeProvider.System.GetElapsedTime(asked));
    }

    /// <summary>Runs another command of the daemon on the same configuration and data, such as <c>status --json</c>.</summary>
    public async Task<(int ExitCode, string Output)> CommandAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await WriteConfigAsync(cancellationToken);
        return await ChildProcess.RunAsync(_binary, [.. arguments, .. CommonArguments], cancellationToken, Setup.Environment);
    }

    /// <summary>Imports a catalogue by the command that a technician uses.</summary>
    public async Task ImportAsync(IReadOnlyList<CatalogImportItem> items, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "catalog.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(new CatalogImport(items), ContractsJson.Default.CatalogImport), cancellationToken);
        var (exitCode, output) = await CommandAsync(cancellationToken, "catalog", "import", file);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"catalog import ended with {exitCode}:\n{output}");
        }
    }

    /// <summary>A tablet that sells at this kit.</summary>
    public Tablet NewTablet(string name, TimeSpan? patience = null) => new(name, Address, patience ?? TimeSpan.FromSeconds(10));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] CommonArguments => ["--config", ConfigFile, "--data", DataDirectory];

    // By this file its other commands find it, a moment after it takes orders.
    private DateTime Announced() => File.GetLastWriteTimeUtc(Path.Combine(DataDirectory, "daemon.json"));

    private async Task WriteConfigAsync(CancellationToken cancellationToken)
    {
        var yaml = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"kit:\n  id: {Setup.Id}\n")

            // They are opened in this order: once the last answers, all do.
            .Append(CultureInfo.InvariantCulture, $"http:\n  listen: [\"{string.Join("\", \"", Setup.AlsoListens.Append(Address.GetLeftPart(UriPartial.Authority)))}\"]\n");
        Append(yaml, Setup.Web);
        if (Setup.CloudUrl is not null || Setup.Uplink.Count > 0)
        {
            yaml.Append("uplink:\n");
            Append(yaml, Setup.Uplink);
        }

        if (Setup.CloudUrl is { } cloud)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  url: \"{cloud}\"\n");
        }

        await File.WriteAllTextAsync(ConfigFile, yaml.Append(Setup.Yaml).ToString(), cancellationToken);
    }

    private static void Append(StringBuilder yaml, IReadOnlyDictionary<string, string> section)
    {
        foreach (var (key, value) in section)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  {key}: {value}\n");
        }
    }
}
