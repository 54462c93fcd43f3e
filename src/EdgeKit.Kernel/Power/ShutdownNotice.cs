namespace EdgeKit.Kernel.Power;

/// <summary>Whether the kit is about to go off: whoever begins something new looks here first. Whoever switches the kit off sets it.</summary>
public sealed class ShutdownNotice
{
    private volatile string? _reason;

    /// <summary>Why the kit goes off, in words for the stall; null while it does not.</summary>
    public string? Reason => _reason;

    /// <summary>From now on nothing new is begun.</summary>
    public void Announce(string reason) => _reason = reason;

    /// <summary>All goes on.</summary>
    public void CallOff() => _reason = null;
}
