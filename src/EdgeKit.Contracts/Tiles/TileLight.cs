namespace EdgeKit.Contracts.Tiles;

/// <summary>How something is, at a glance.</summary>
public enum TileLight
{
    /// <summary>As it should be.</summary>
    Green,

    /// <summary>The kit copes; somebody should look when there is time.</summary>
    Amber,

    /// <summary>Somebody must act.</summary>
    Red,

    /// <summary>It is not there, or nobody knows.</summary>
    Dark,
}
