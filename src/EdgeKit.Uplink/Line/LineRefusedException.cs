using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>The cloud ended the line and said why.</summary>
internal sealed class LineRefusedException(PushResult result) : Exception(result.ToString())
{
    /// <summary>What that means for what was under way.</summary>
    public PushResult Result { get; } = result;
}
