using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Benchmarks.Pages;

/// <summary>Phones, each with an address of its own on this machine, until disposed.</summary>
internal sealed class PhoneCrowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<TimeSpan> _times = new();
    private readonly List<HttpClient> _clients = [];
    private readonly List<Phone> _phones = [];
    private Task _running = Task.CompletedTask;

    /// <summary>News that all of them heard.</summary>
    public long Heard => _phones.Sum(static phone => phone.Heard);

    /// <summary>Opens the page on each; returns when every one has had it once.</summary>
    public static async Task<PhoneCrowd> StartAsync(Uri kit, Uri page, int phones, TimeSpan every, CancellationToken cancellationToken)
    {
        var crowd = new PhoneCrowd();
        for (var number = 0; number < phones; number++)
        {
            var client = ClientAt(kit, IPAddress.Parse(FormattableString.Invariant($"127.1.{number / 250}.{1 + (number % 250)}")));
            crowd._clients.Add(client);
            crowd._phones.Add(new Phone(client, page, crowd._times, number));
        }

        crowd._running = Task.WhenAll(crowd._phones.Select(phone => phone.RunAsync(every, crowd._stop.Token)));
        while (crowd._times.Count < phones)
        {
            if (crowd._running.IsCompleted)
            {
                await crowd._running;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }

        crowd._times.Clear();
        return crowd;
    }

    /// <summary>How long the pages took since the last call, in milliseconds.</summary>
    public IReadOnlyList<double> Take()
    {
        var taken = new List<double>();
        while (_times.TryDequeue(out var time))
        {
            taken.Add(time.TotalMilliseconds);
        }

        return taken;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Told to.
            _phones.Clear();
        }

        _clients.ForEach(static client => client.Dispose());
        _stop.Dispose();
    }

    private static HttpClient ClientAt(Uri kit, IPAddress address)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = kit };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "br");
        return client;
    }
}
