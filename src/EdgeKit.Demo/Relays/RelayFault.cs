namespace EdgeKit.Demo.Relays;

/// <summary>What is wrong with the way through a relay.</summary>
internal enum RelayFault
{
    /// <summary>Nothing: bytes pass.</summary>
    None,

    /// <summary>Connections are cut and new ones refused, as with no route.</summary>
    Refuse,

    /// <summary>Half-open: connections come about and stay, and no byte arrives.</summary>
    Hang,

    /// <summary>Connections are cut, new ones as soon as they are there.</summary>
    Reset,
}
