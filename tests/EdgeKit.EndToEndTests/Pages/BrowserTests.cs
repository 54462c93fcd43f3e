namespace EdgeKit.EndToEndTests.Pages;

/// <summary>The tests that share one <see cref="Browser"/>.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class BrowserTests : ICollectionFixture<Browser>;
