using EdgeKit.Contracts.Tiles;

namespace EdgeKit.Kernel.Tiles;

/// <summary>What a module shows on the console. It is asked every few seconds and must not wait for anything outside the kit.</summary>
public interface ITile
{
    /// <summary>Where it stands among the others; the till is 10.</summary>
    int Place { get; }

    /// <summary>How it is now.</summary>
    ValueTask<Tile> ShowAsync(CancellationToken cancellationToken);
}
