using System.CommandLine;
using System.Net;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Daemon.Hosting;

namespace EdgeKit.Daemon.Commands;

/// <summary>Talks to the daemon that runs on a data directory.</summary>
internal static class DaemonClient
{
    /// <summary>A client of the running daemon; null if none runs.</summary>
    public static HttpClient? Connect(string dataDirectory)
    {
        if (!Directory.Exists(dataDirectory))
        {
            return null;
        }

        using (var taken = DataDirectory.TryTake(dataDirectory))
        {
            if (taken is not null)
            {
                return null;
            }
        }

        return DataDirectory.FindRunning(dataDirectory) is { Addresses: [_, ..] addresses }
            ? new HttpClient { BaseAddress = Nearest(addresses), Timeout = TimeSpan.FromSeconds(60) }
            : throw new IOException($"an edgekit holds {dataDirectory} and is not ready yet; try again");
    }

    /// <summary>Runs <paramref name="work"/> with the running daemon; tells a person where there is none, and what it refuses.</summary>
    /// <returns>The exit code: 1 where it did not work.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, Func<HttpClient, Task<int>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var data = CommonOptions.DataDirectory(parsed);
            using var client = Connect(data);
            if (client is not null)
            {
                return await work(client);
            }

            await Console.Error.WriteLineAsync($"edgekit: no daemon runs on {data}; start it with 'edgekit run', or name its --data");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"edgekit: {exception.Message}");
        }

        return 1;
    }

    /// <summary>Asks the daemon.</summary>
    /// <returns>What it answers.</returns>
    /// <exception cref="InvalidDataException">It refuses; the message says why.</exception>
    public static async Task<string> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return answer;
        }

        var problem = JsonSerializer.Deserialize(answer, ContractsJson.Default.Problem);
        throw new InvalidDataException(problem?.Detail ?? problem?.Title ?? $"the daemon answered {(int)response.StatusCode}");
    }

    /// <summary>A loopback address where there is one: only there a command needs no token. Plain, since the kit's certificate names no loopback address.</summary>
    internal static Uri Nearest(IReadOnlyList<string> addresses) => addresses
        .Select(Reachable)
        .OrderByDescending(static address => address.IsLoopback)
        .ThenByDescending(static address => address.Scheme == Uri.UriSchemeHttp)
        .First();

    private static Uri Reachable(string address)
    {
        var uri = new UriBuilder(address);
        uri.Host = IPAddress.TryParse(uri.Host.AsSpan().Trim("[]"), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : uri.Host;
        return uri.Uri;
    }
}
