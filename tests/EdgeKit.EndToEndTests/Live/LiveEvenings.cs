namespace EdgeKit.EndToEndTests.Live;

/// <summary>Six players, two encoders and a kit need the machine for themselves.</summary>
[CollectionDefinition(nameof(LiveEvenings), DisableParallelization = true)]
public sealed class LiveEvenings : ICollectionFixture<LiveEvening>;
