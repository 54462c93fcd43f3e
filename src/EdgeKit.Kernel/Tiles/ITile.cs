using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Kernel.Tiles;

/// <summary>What a module shows on the console. It is asked every few seconds and must not wait for anything outside the kit.</summary>
public interface ITile
{
    /// <summary>Its name in addresses.</summary>
    string Id { get; }

    /// <summary>Where it stands among the others; the till is 10.</summary>
    int Place { get; }

    /// <summary>The number to plot, alone: it is asked for all day, the rest only while somebody looks. Null where there is none.</summary>
    ValueTask<double?> NumberAsync(CancellationToken cancellationToken);

    /// <summary>How it is now.</summary>
    ValueTask<Tile> ShowAsync(CancellationToken cancellationToken);
}
