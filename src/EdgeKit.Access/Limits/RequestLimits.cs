using System.Net;
using System.Threading.RateLimiting;
using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Limits;

/// <summary>
/// How much one caller may ask. Devices and guests have partitions of their own, and all guests together have one more, so that a crowd,
/// or one phone that behaves as a crowd, never takes the tills' turn. Streams bound their viewers themselves.
/// </summary>
internal sealed class RequestLimits : IDisposable
{
    private const int Burst = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<(string? Device, IPAddress? Address)> _each;
    private readonly TokenBucketRateLimiter _guests;

    public RequestLimits(AccessOptions options)
    {
        _each = PartitionedRateLimiter.Create<(string? Device, IPAddress? Address), string>(caller => caller.Device is { } device
            ? RateLimitPartition.GetTokenBucketLimiter(device, _ => Bucket(options.DeviceRate))
            : RateLimitPartition.GetTokenBucketLimiter(PartitionOf(caller.Address), _ => Bucket(options.GuestRate)));
        _guests = new TokenBucketRateLimiter(Bucket(options.GuestsRate));
    }

    /// <summary>Counts a request.</summary>
    /// <returns>Null if it may go on; else when to come back.</returns>
    public TimeSpan? Take(HttpContext context, Caller caller) =>
        context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal) ? null : Take(caller, context.Connection.RemoteIpAddress);

    /// <summary>Counts a request of whatever protocol.</summary>
    /// <returns>Null if it may go on; else when to come back.</returns>
    public TimeSpan? Take(Caller caller, IPAddress? address)
    {
        using var one = _each.AttemptAcquire((caller.Device, address));
        if (!one.IsAcquired)
        {
            return Wait(one);
        }

        if (caller.Role is not null)
        {
            return null;
        }

        using var all = _guests.AttemptAcquire();
        return all.IsAcquired ? null : Wait(all);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _each.Dispose();
        _guests.Dispose();
    }

    /// <summary>A phone has one address of the kit's network; of IPv6 it may take any of a /64, which counts as one.</summary>
    private static string PartitionOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8) : address.ToString();
    }

    private static TokenBucketRateLimiterOptions Bucket(int rate) => new()
    {
        TokenLimit = rate * Burst,
        TokensPerPeriod = rate,
        ReplenishmentPeriod = Second,
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    private static TimeSpan Wait(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > Second ? wait : Second;
}
