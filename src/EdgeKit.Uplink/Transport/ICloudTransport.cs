using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Uplink.Transport;

/// <summary>Talks to the cloud.</summary>
internal interface ICloudTransport
{
    /// <summary>Its name in a sentence, such as <c>over HTTP</c>.</summary>
    string Way { get; }

    /// <summary>Whether the cloud says by itself how far it is, so that nobody has to ask.</summary>
    bool SpeaksUp { get; }

    /// <summary>
    /// What may be under way where batches go one after another over one connection; null where each has a request of its own, and the loop must
    /// find out how many and how large.
    /// </summary>
    InOrderRoom? InOrder { get; }

    /// <summary>Hands over a batch. Batches go in the order of the calls.</summary>
    /// <exception cref="HttpRequestException">The cloud was not reached.</exception>
    /// <exception cref="NotTheCloudException">Something else answered.</exception>
    Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken);

    /// <summary>Fetches what the cloud has for this kit since a cursor.</summary>
    /// <param name="since">The cursor of the last fetch; empty for the first.</param>
    /// <param name="wait">How long the cloud may keep the question open while it has nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HttpRequestException">The cloud was not reached, or answered with an error.</exception>
    /// <exception cref="NotTheCloudException">Something else answered.</exception>
    Task<DownFeed> PullAsync(string since, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Says what the kit expects to sell.</summary>
    /// <returns>False if the cloud does not know the question.</returns>
    /// <exception cref="HttpRequestException">The cloud was not reached, or answered with an error.</exception>
    /// <exception cref="NotTheCloudException">Something else answered.</exception>
    /// <exception cref="RetryAfterException">The cloud takes nothing now.</exception>
    Task<bool> ReportAsync(RightsReport report, CancellationToken cancellationToken);

    /// <summary>Tells how the kit is.</summary>
    /// <returns>False if the cloud does not want to know.</returns>
    /// <exception cref="HttpRequestException">The cloud was not reached, or answered with an error.</exception>
    /// <exception cref="NotTheCloudException">Something else answered.</exception>
    /// <exception cref="RetryAfterException">The cloud takes nothing now.</exception>
    Task<bool> TellAsync(KitTelemetry telemetry, CancellationToken cancellationToken);

    /// <summary>Drops connections that may be dead, so that the next try opens its own.</summary>
    void Renew();
}
