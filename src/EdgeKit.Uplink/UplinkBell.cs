using EdgeKit.Kernel.Loops;

namespace EdgeKit.Uplink;

/// <summary>Wakes the push loop: the writer rings after a commit, the pull loop when it lost the cloud.</summary>
internal sealed class UplinkBell(TimeProvider time)
{
    /// <summary>The bell.</summary>
    public Doorbell Doorbell { get; } = new(time);
}
