namespace EdgeKit.Cloud.Grants;

/// <summary>What changes for a kit.</summary>
/// <param name="Log">Its log.</param>
/// <param name="Grant">Rights that it is given from the pool.</param>
/// <param name="Recall">Rights that it is asked to give back; never both.</param>
internal readonly record struct Share(long Log, long Grant, long Recall);
