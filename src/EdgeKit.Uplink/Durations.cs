namespace EdgeKit.Uplink;

/// <summary>The shorter and the longer of two times.</summary>
internal static class Durations
{
    public static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
