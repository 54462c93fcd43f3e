using EdgeKit.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power;

/// <summary>The file of what sensors said and what is known of the packs.</summary>
internal sealed class PowerStore(string path, ILogger<PowerStore> logger) : IDisposable
{
    /// <summary>Its owner.</summary>
    public LiteStore Store { get; } = new(path, logger);

    /// <inheritdoc />
    public void Dispose() => Store.Dispose();
}
