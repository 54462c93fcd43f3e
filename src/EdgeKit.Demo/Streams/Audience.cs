namespace EdgeKit.Demo.Streams;

/// <summary>All who watch; they come one by one.</summary>
internal static class Audience
{
    private const int Phones = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    /// <summary>Watches until stopped.</summary>
    public static Task WatchAsync(Uri kit, string stream, TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Phones).Select(async number =>
        {
            await Task.Delay(Pause * number, time, cancellationToken);
            using var phone = new Phone(kit, stream, time);
            await phone.WatchAsync(cancellationToken);
        }));
}
