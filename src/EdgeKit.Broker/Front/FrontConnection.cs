using System.Net;
using EdgeKit.Broker.Serving;

namespace EdgeKit.Broker.Front;

/// <summary>What is known of one connection.</summary>
/// <param name="local">The kit's end.</param>
/// <param name="remote">The other end.</param>
/// <param name="isSecure">Whether nobody on the way can read it.</param>
internal sealed class FrontConnection(IPEndPoint? local, IPEndPoint remote, bool isSecure) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The kit's end.</summary>
    public IPEndPoint? Local => local;

    /// <summary>The other end.</summary>
    public IPEndPoint Remote => remote;

    /// <summary>Whether nobody on the way can read it.</summary>
    public bool IsSecure => isSecure;

    /// <summary>How long it may say nothing; null for as long as it likes.</summary>
    public TimeSpan? Patience { get; set; }

    /// <summary>Who it is, and what it may; null before it was let in.</summary>
    public BrokerClient? Client { get; set; }

    /// <summary>Cancelled once nothing more is to be read.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Reads no more; what reads finds the connection closed.</summary>
    public void End() => _ended.Cancel();

    /// <inheritdoc />
    public void Dispose() => _ended.Dispose();
}
