namespace EdgeKit.Cloud.Losses;

/// <summary>What may be done with a log.</summary>
internal enum LogStanding
{
    /// <summary>It goes on.</summary>
    Open = 0,

    /// <summary>Its records contradicted themselves, as those of a copied card do, or are a copy's own: a person must look.</summary>
    Frozen = 1,

    /// <summary>Somebody said that its kit is lost.</summary>
    Lost = 2,

    /// <summary>Its goods were counted and it is closed for good.</summary>
    Settled = 3,
}
