namespace EdgeKit.Cloud.Journal;

/// <summary>What somebody did to stock by hand.</summary>
internal enum Act
{
    /// <summary>Took goods into the pool.</summary>
    Received = 0,

    /// <summary>Counted the central stock.</summary>
    Counted = 1,

    /// <summary>Gave rights to a kit.</summary>
    Granted = 2,

    /// <summary>Asked a kit to give rights back.</summary>
    AskedBack = 3,

    /// <summary>Said that a kit is lost.</summary>
    Lost = 4,

    /// <summary>Said that a lost kit is there again, or it said so itself.</summary>
    Found = 5,

    /// <summary>Counted what was left of a log's goods and closed it.</summary>
    Settled = 6,
}
