using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Daemon.Commands;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Daemon.Http;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The daemon that runs on a data directory, or why none can be asked.</summary>
internal sealed class RunningKit : IDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private RunningKit(string silence) => Silence = silence;

    /// <summary>To ask it; null where none runs or answers.</summary>
    public HttpClient? Client { get; private init; }

    /// <summary>Its process; null where none runs.</summary>
    public int? Pid { get; private init; }

    /// <summary>How it says it is; null where none answers.</summary>
    public KitStatus? Status { get; private init; }

    /// <summary>Why it cannot be asked, in words.</summary>
    public string Silence { get; }

    /// <summary>Looks for it. Takes as long as the daemon does to answer.</summary>
    /// <exception cref="UnauthorizedAccessException">The directory is not for this user: to them it looks empty.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "What is returned disposes the client.")]
    public static async Task<RunningKit> FindAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        HttpClient? client = null;
        if (Directory.Exists(dataDirectory))
        {
            _ = Directory.EnumerateFileSystemEntries(dataDirectory).Any();
        }

        try
        {
            // Without the lock's file none ever ran, and to look at the lock would make one.
            client = File.Exists(Path.Combine(dataDirectory, DataDirectory.LockFile)) ? DaemonClient.Connect(dataDirectory) : null;
            if (client is null)
            {
                return None($"no daemon runs on {dataDirectory}");
            }

            client.Timeout = AnswerPatience;
            var status = await client.GetFromJsonAsync(new Uri("/api/v1/status", UriKind.Relative), DaemonJson.Default.KitStatus, cancellationToken);
            return Of(client, status, DataDirectory.FindRunning(dataDirectory)?.Pid);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
        {
            client?.Dispose();
            return None($"the daemon cannot be asked: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            client?.Dispose();
            return None($"the daemon runs, and did not answer in {Figure.Span(AnswerPatience)}");
        }
    }

    /// <summary>One that answers.</summary>
    public static RunningKit Of(HttpClient client, KitStatus? status, int? pid) => new("") { Client = client, Status = status, Pid = pid };

    /// <summary>None, and why.</summary>
    public static RunningKit None(string why) => new(why);

    /// <summary>What it answers to a question; null where none runs.</summary>
    public async Task<T?> AskAsync<T>(string route, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        Client is null ? null : await Client.GetFromJsonAsync(new Uri(route, UriKind.Relative), type, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => Client?.Dispose();
}
