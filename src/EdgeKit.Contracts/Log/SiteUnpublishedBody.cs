namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.SiteUnpublished"/>.</summary>
/// <param name="Site">The last part of its address.</param>
/// <param name="By">The device that took it back; null for the kit's own machine.</param>
public sealed record SiteUnpublishedBody(string Site, string? By = null);
