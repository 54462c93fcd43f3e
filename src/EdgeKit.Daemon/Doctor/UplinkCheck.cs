using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The way to the cloud, step by step with what each takes, whether the cloud takes this kit's token, and what waits for it.</summary>
/// <param name="options">Where the cloud is.</param>
/// <param name="kit">The kit's id.</param>
/// <param name="tokenFile">Where the kit's token is; null for nowhere that is known here.</param>
/// <param name="daemon">The running one, which knows what waits.</param>
/// <param name="time">Measures.</param>
internal sealed class UplinkCheck(UplinkOptions options, string kit, string? tokenFile, RunningKit daemon, TimeProvider time) : ICheck
{
    private const string Unreached = "Check uplink.url, the modem or the market's Wi-Fi, and any sign-in page of it. Orders are taken all the same and wait.";
    private const string NewToken = "Give the kit the token of 'edgekit-cloud kit add' (provisioning file or uplink.tokenFile), then: systemctl restart edgekit.";

    private static readonly TimeSpan StepPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public string Name => "Uplink";

    public TimeSpan Patience => TimeSpan.FromSeconds(25);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        if (options.Url is not { } url)
        {
            return [Finding.Ok(Name, "no cloud is configured (uplink.url); orders stay on the kit")];
        }

        var view = await daemon.AskAsync("/api/v1/uplink", ContractsJson.Default.UplinkView, cancellationToken);
        var way = await TryAsync(url, view?.State, cancellationToken);
        return view is null ? [way] : [way, Queue(view)];
    }

    /// <summary>What the daemon says of it.</summary>
    public DoctorItem Queue(UplinkView view)
    {
        var waits = string.Create(CultureInfo.InvariantCulture, $"{view.Queued} of {view.HeadSeq} records wait") + (view.OldestQueuedSeconds is { } oldest ? $", the oldest for {Figure.Span(TimeSpan.FromSeconds(oldest))}" : "");
        var since = string.Create(CultureInfo.InvariantCulture, $"since {view.Since:yyyy-MM-dd HH:mm} UTC");
        return view.State switch
        {
            UplinkState.None or UplinkState.Unknown => Finding.Warning(Name, $"the daemon has not tried yet; {waits}", "Wait a minute, then run the doctor again."),
            UplinkState.Online when view.OldestQueuedSeconds > Late.TotalSeconds => Finding.Warning(Name, $"in touch {since}; {waits}", "The link is slow: let the queue drain before the stall closes, or take it along: edgekit feed export."),
            UplinkState.Online => Finding.Ok(Name, $"in touch {since}; {waits}"),
            UplinkState.Offline => Finding.Warning(Name, $"out of touch {since} ({view.LastError}); {waits}", Unreached),
            UplinkState.Refused => Finding.Fault(Name, $"the cloud refuses this kit {since} ({view.LastError}); {waits}", NewToken),
        };
    }

    private async Task<DoctorItem> TryAsync(Uri url, UplinkState? state, CancellationToken cancellationToken)
    {
        var steps = new List<string>();
        try
        {
            return await Examination.WithinAsync(StepPatience, time, token => WalkAsync(url, state, steps, token), cancellationToken);
        }
        catch (TimeoutException)
        {
            return Finding.Fault(Name, $"{url.Host}: {string.Join(", ", [.. steps, $"then nothing for {Figure.Span(StepPatience)}"])}", Unreached);
        }
        catch (SocketException exception)
        {
            return Finding.Fault(Name, $"{url.Host}:{url.Port.ToString(CultureInfo.InvariantCulture)} is not reached: {exception.Message}", Unreached);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or HttpRequestException)
        {
            return Finding.Fault(Name, $"{url.Host}: {string.Join(", ", [.. steps, exception.Message])}", Unreached);
        }
    }

    private async Task<DoctorItem> WalkAsync(Uri url, UplinkState? state, List<string> steps, CancellationToken cancellationToken)
    {
        using var peer = await TlsPeer.ConnectAsync(url, options.CaFile, time, cancellationToken);
        steps.AddRange(peer.Steps);
        if (peer.Distrust is { } distrust)
        {
            return Finding.Fault(Name, $"{url.Host}: {string.Join(", ", steps)}; its certificate is not trusted: {distrust}", "See 'Certificate' below; nothing is sent until that is right.");
        }

        var asked = time.GetTimestamp();
        var (status, type) = await AskAsync(url, peer.Stream, cancellationToken);
        steps.Add($"answer {Figure.Milliseconds(time.GetElapsedTime(asked))}");
        var seen = $"{url.Host}: {string.Join(", ", steps)}";
        return status switch
        {
            HttpStatusCode.OK when type is "application/json" => Finding.Ok(Name, $"{seen}; {(tokenFile is null ? "it asks for no token" : "it takes this kit's token")}"),

            // Who may not read the token has none to show; the daemon has.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when tokenFile is null && state == UplinkState.Online => Finding.Ok(Name, $"{seen}; it takes the daemon's token"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Finding.Fault(Name, $"{seen}; it does not take this kit's token ({(int)status}){(tokenFile is null ? ": none is known here" : "")}", NewToken),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Finding.Warning(Name, $"{seen}; it is busy ({(int)status})", "Wait a minute, then run the doctor again."),
            _ => Finding.Fault(Name, $"{seen}; what answers is not the cloud ({(int)status}, {type ?? "no content"})", Unreached),
        };
    }

    // Over the connection that is there: what it took to make it is not measured twice.
    private async Task<(HttpStatusCode Status, string? Type)> AskAsync(Uri url, Stream stream, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = (_, _) => ValueTask.FromResult(stream) };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var folder = new UriBuilder(url) { Scheme = Uri.UriSchemeHttp, Path = url.AbsolutePath.TrimEnd('/') + '/' }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(folder, $"v1/kits/{Uri.EscapeDataString(kit)}/feed?since=&wait=0"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (tokenFile is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(token, cancellationToken)).Trim());
        }

        // The head says all: what the catalogue is has no place on a thin uplink now.
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
    }
}
