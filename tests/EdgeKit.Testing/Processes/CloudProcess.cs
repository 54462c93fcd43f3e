using System.Globalization;
using System.Net;

namespace EdgeKit.Testing.Processes;

/// <summary>The reference cloud as it is published, on a port and a store of its own, through any number of runs.</summary>
public sealed class CloudProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgekit-cloud-").FullName;
    private readonly string _binary;
    private readonly string _store;
    private ChildProcess? _child;

    private CloudProcess(string? postgres, string? binary)
    {
        _binary = binary ?? Binaries.Cloud;
        StoreDirectory = Path.Combine(_folder, "store");
        _store = postgres ?? $"sqlite:{StoreDirectory}";
        Port = Loopback.FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Where its SQLite store is, if that is its store.</summary>
    public string StoreDirectory { get; }

    /// <summary>The port it listens on, in every run.</summary>
    public int Port { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>A client to ask it with; its life is the cloud's.</summary>
    public HttpClient Http { get; }

    /// <summary>Further arguments of the runs that begin from now on.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>The run that goes on, or went on last.</summary>
    public ChildProcess Child => _child ?? throw new InvalidOperationException("The cloud was not started yet.");

    /// <summary>Whether a run goes on.</summary>
    public bool IsRunning => _child is { HasExited: false };

    /// <summary>A cloud that is not running yet.</summary>
    /// <param name="postgres">Such as <c>postgres://user@127.0.0.1:5432/name</c>; null for a SQLite store of its own.</param>
    /// <param name="binary">The program; the published one when null.</param>
    public static CloudProcess Create(string? postgres = null, string? binary = null) => new(postgres, binary);

    /// <summary>A cloud that answers.</summary>
    public static async Task<CloudProcess> StartNewAsync(CancellationToken cancellationToken, string? postgres = null)
    {
        var cloud = Create(postgres);
        try
        {
            await cloud.StartAsync(cancellationToken);
            return cloud;
        }
        catch
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The cloud runs already.");
        }

        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        _child = ChildProcess.Start(_binary, ["run", "--listen", Address.GetLeftPart(UriPartial.Authority), "--store", _store, .. Arguments]);
        await Readiness.WaitAsync(_child, Http, "/readyz", cancellationToken);
    }

    /// <summary>Lets a kit in, and has the next run listen with TLS too.</summary>
    /// <returns>What that kit's section <c>uplink</c> needs.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SecureAsync(string kit, CancellationToken cancellationToken)
    {
        await TestAuthority.WriteAsync(_folder, IPAddress.Loopback, TimeProvider.System, cancellationToken);
        var url = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{Loopback.FreePort()}");
        Arguments = [.. Arguments, "--listen", url, "--certificate", Path.Combine(_folder, "server.pem"), "--key", Path.Combine(_folder, "server.key")];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["url"] = url,
            ["caFile"] = Path.Combine(_folder, "ca.pem"),
            ["tokenFile"] = await AddKitAsync(kit, cancellationToken),
        };
    }

    /// <summary>Lets a kit in.</summary>
    /// <returns>The file with its token.</returns>
    public async Task<string> AddKitAsync(string kit, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, $"{kit}.token");
        await AddKitAsync(_binary, _store, kit, file, cancellationToken);
        return file;
    }

    /// <summary>Lets a kit in to the cloud of a store.</summary>
    /// <param name="binary">The cloud's program.</param>
    /// <param name="store">Such as <c>sqlite:DIR</c>.</param>
    /// <param name="kit">Its id.</param>
    /// <param name="tokenFile">Where its token goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The cloud refused.</exception>
    public static async Task AddKitAsync(string binary, string store, string kit, string tokenFile, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(binary, ["kit", "add", kit, "--store", store], cancellationToken);
        if (exitCode != 0)
        {
            throw new IOException($"edgekit-cloud kit add ended with {exitCode}: {output}");
        }

        // It says more than the token; the token is the longest word.
        await File.WriteAllTextAsync(tokenFile, output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).MaxBy(static word => word.Length), cancellationToken);
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => Child.KillAsync(cancellationToken);

    /// <summary>Asks it to end with SIGTERM.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Child.Signal(Signals.Terminate);
        return await Child.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Runs another command of the cloud on the same store, such as <c>import FILE</c>.</summary>
    public Task<(int ExitCode, string Output)> CommandAsync(CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.RunAsync(_binary, [.. arguments, "--store", _store], cancellationToken);

    /// <summary>Copies the SQLite store while the cloud is down.</summary>
    /// <returns>Where the copy is.</returns>
    public string BackUp()
    {
        MustBeDown();
        var copy = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"backup-{Directory.GetDirectories(_folder).Length}"));
        CopyFiles(StoreDirectory, copy);
        return copy;
    }

    /// <summary>Puts a copy of the store in the place of the store while the cloud is down.</summary>
    public void Restore(string copy)
    {
        MustBeDown();
        Directory.Delete(StoreDirectory, recursive: true);
        CopyFiles(copy, StoreDirectory);
    }

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

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private void MustBeDown()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The store of a cloud that runs is not copied.");
        }
    }
}
