using EdgeKit.Power.Shutdown;

namespace EdgeKit.Power.Tests.Shutdown;

/// <summary>Counts how often it was told to switch off.</summary>
internal sealed class TestSwitch : IPowerSwitch
{
    public int Told { get; private set; }

    public string? Fault { get; set; }

    public bool IsSimulated => false;

    public Task<string> OffAsync(CancellationToken cancellationToken)
    {
        Told++;
        return Fault is { } fault ? throw new IOException(fault) : Task.FromResult("off");
    }

    public Task<string?> FaultAsync(CancellationToken cancellationToken) => Task.FromResult(Fault);
}
