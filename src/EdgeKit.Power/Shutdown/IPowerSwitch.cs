namespace EdgeKit.Power.Shutdown;

/// <summary>What takes the power away in the end.</summary>
internal interface IPowerSwitch
{
    /// <summary>Nothing goes off, since the power is made up.</summary>
    bool IsSimulated { get; }

    /// <summary>Switches off.</summary>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="IOException">It cannot; the message says why.</exception>
    Task<string> OffAsync(CancellationToken cancellationToken);

    /// <summary>Looks whether it could, and leaves the power on.</summary>
    /// <returns>What is in the way, and what to do about it; null for nothing.</returns>
    Task<string?> FaultAsync(CancellationToken cancellationToken);
}
