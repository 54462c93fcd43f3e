namespace EdgeKit.Testing.Streams;

/// <summary>One rung of a test stream.</summary>
/// <param name="Name">The folder it is in.</param>
/// <param name="BitsPerSecond">Its media; with the durations, this is the size of every segment.</param>
public sealed record TestRendition(string Name, long BitsPerSecond);
