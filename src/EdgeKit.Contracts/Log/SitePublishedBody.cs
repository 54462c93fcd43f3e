namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.SitePublished"/>.</summary>
/// <param name="Site">The last part of its address.</param>
/// <param name="Title">What it says of itself.</param>
/// <param name="Revision">Which state of it; grows with each change.</param>
/// <param name="By">The device that published it; null for the kit's own machine, and for what was due.</param>
public sealed record SitePublishedBody(string Site, string Title, long Revision, string? By = null);
