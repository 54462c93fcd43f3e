using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Uplink.Transport;

/// <summary>What the cloud can say to a batch. Whatever is not an answer of the cloud is an exception.</summary>
internal abstract record PushResult
{
    private PushResult()
    {
    }

    /// <summary>It has every record up to <c>AckSeq</c>.</summary>
    /// <param name="Answer">What it said.</param>
    /// <param name="Bytes">What the batch took, packed.</param>
    public sealed record Acknowledged(PushAnswer Answer, int Bytes) : PushResult;

    /// <summary>It wants another record next.</summary>
    public sealed record Gap(long ExpectedSeq) : PushResult;

    /// <summary>It does not take records as this batch went; from now on they go another way.</summary>
    public sealed record AnotherWay(string Why) : PushResult;

    /// <summary>The batch is too large for it.</summary>
    public sealed record TooLarge : PushResult;

    /// <summary>It takes nothing now and wants to be left alone for a while.</summary>
    public sealed record Busy(int Status, TimeSpan RetryAfter) : PushResult;

    /// <summary>It will not take this kit's records until a person acts.</summary>
    public sealed record Refused(string Why) : PushResult
    {
        /// <summary>It does not know the token.</summary>
        public static Refused OfToken(int status) =>
            new($"the cloud does not accept this kit's token ({status}); see uplink.tokenFile and 'edgekit-cloud kit add'");
    }
}
