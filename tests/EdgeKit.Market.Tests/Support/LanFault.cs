namespace EdgeKit.Market.Tests.Support;

/// <summary>What the network does with a request.</summary>
internal enum LanFault
{
    /// <summary>Carries it and its answer.</summary>
    None,

    /// <summary>Loses it.</summary>
    RequestLost,

    /// <summary>Carries it, and loses the answer.</summary>
    AnswerLost,

    /// <summary>Carries it twice; the second answer arrives.</summary>
    Doubled,

    /// <summary>Carries it, and once more every request that it ever saw.</summary>
    Replayed,
}
