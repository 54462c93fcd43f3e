namespace EdgeKit.Broker.Serving;

/// <summary>Something that the kit says.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What; empty for "forget what was said there".</param>
/// <param name="ContentType">What kind of document it is; null for plain text.</param>
/// <param name="IsRetained">Whether who comes later hears it too.</param>
/// <param name="IsCertain">Whether it is sent until it is acknowledged (QoS 1).</param>
/// <param name="Correlation">What the asker sent to know the answer by.</param>
internal sealed record StallMessage(
    string Topic, ReadOnlyMemory<byte> Payload, string? ContentType, bool IsRetained = false, bool IsCertain = false, byte[]? Correlation = null);
