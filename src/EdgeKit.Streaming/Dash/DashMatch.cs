namespace EdgeKit.Streaming.Dash;

internal sealed record DashMatch(string RepresentationId, bool IsInitialization, long? Number, long? Time);
