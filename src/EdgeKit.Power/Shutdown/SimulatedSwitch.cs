namespace EdgeKit.Power.Shutdown;

/// <summary>Stands where readings are made up: a simulated pack that runs empty must not end the machine it is simulated on.</summary>
internal sealed class SimulatedSwitch : IPowerSwitch
{
    /// <inheritdoc />
    public bool IsSimulated => true;

    /// <inheritdoc />
    public Task<string> OffAsync(CancellationToken cancellationToken) => Task.FromResult("simulated: the kit would be off now");

    /// <inheritdoc />
    public Task<string?> FaultAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
