using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>How the cloud answered a batch.</summary>
internal sealed record PushResult(int Status, PushAnswer? Answer, Problem? Problem)
{
    public long? AckSeq => Answer?.AckSeq;
}
