namespace EdgeKit.Broker.Telling;

/// <summary>Something that the kit has to say on a topic, where the newest counts.</summary>
/// <param name="Type">What kind of thing it is.</param>
/// <param name="Subject">What of its kind; null for all there is.</param>
/// <param name="Data">What is said, as JSON.</param>
internal sealed record Saying(string Type, string? Subject, ReadOnlyMemory<byte> Data);
