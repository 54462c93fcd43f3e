namespace EdgeKit.Demo.Comparing;

/// <summary>Something that kit and cloud do not agree on.</summary>
/// <param name="Order">The receipt, or the id where there is none.</param>
/// <param name="What">What differs.</param>
/// <param name="Kit">What the kit says.</param>
/// <param name="Cloud">What the cloud says.</param>
internal sealed record Difference(string Order, string What, string Kit, string Cloud);
