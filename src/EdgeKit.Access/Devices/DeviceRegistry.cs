using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Access.Devices;

/// <summary>
/// The devices that were let in, in a small file that only the daemon reads, whole or not at all after a power cut. Whoever reads it
/// gets no token: it holds their hashes.
/// </summary>
internal sealed partial class DeviceRegistry : IDisposable
{
    /// <summary>The most devices; a market's worth.</summary>
    public const int Most = 500;

    /// <summary>Who lets in the first owner where nobody has a shell on the kit.</summary>
    public const string BySetupCode = "the setup code";

    private const int TokenBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly KitClock _clock;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Signal<long> _departures = new(0);
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);
    private FrozenDictionary<string, Device> _byToken;
    private long _departed;

    /// <exception cref="InvalidDataException">The file is damaged, which a power cut cannot do.</exception>
    public DeviceRegistry(Settings settings, KitClock clock, TimeProvider time, ILogger<DeviceRegistry> logger)
    {
        (_path, _clock, _time) = (Path.Combine(settings.DataDirectory, "devices.json"), clock, time);
        _byToken = Read(logger).ToFrozenDictionary(static device => device.TokenHash, StringComparer.Ordinal);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Device> All => [.. _byToken.Values.OrderBy(static device => device.Name, StringComparer.Ordinal).ThenBy(static device => device.Id, StringComparer.Ordinal)];

    /// <summary>Counts those who were put out, or left.</summary>
    public ISignal<long> Departures => _departures;

    /// <summary>Whether anybody is in who can let others in.</summary>
    public bool HasOwner => _byToken.Values.Any(static device => device.Role == Role.Owner);

    /// <summary>Whose token this is; null if nobody's.</summary>
    public Device? Recognise(string token)
    {
        // Found by the token's hash: how long that takes tells nothing of any token.
        if (token.Length > 100 || !_byToken.TryGetValue(HashOf(token), out var device))
        {
            return null;
        }

        _seen[device.Id] = _time.GetTimestamp();
        return device;
    }

    /// <summary>How long ago a device last asked for something.</summary>
    public TimeSpan? LastSeen(string id) => _seen.TryGetValue(id, out var at) ? _time.GetElapsedTime(at) : null;

    /// <summary>Lets a device in; on the disk when it returns.</summary>
    /// <returns>The device and its token, which nobody keeps; null if there are as many as may be, or the setup code's owner would not be the first.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<(Device Device, string Token)?> AddAsync(string name, Role role, string by, CancellationToken cancellationToken)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        var device = new Device(RandomNumberGenerator.GetHexString(8, lowercase: true), name, role, HashOf(token), _clock.Now.Time, by);
        return await ChangeAsync(devices => MayAdd(devices, by) ? [.. devices, device] : null, cancellationToken) ? (device, token) : null;
    }

    /// <summary>Puts a device out; its token is nobody's from then on.</summary>
    /// <returns>False if there was none.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var removed = await ChangeAsync(
            devices => devices.Any(device => device.Id == id) ? [.. devices.Where(device => device.Id != id)] : null, cancellationToken);
        _seen.TryRemove(id, out _);
        if (removed)
        {
            _departures.Set(Interlocked.Increment(ref _departed));
        }

        return removed;
    }

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    // Decided where the change is made: of two that bring the setup code at once, one is the owner.
    private static bool MayAdd(IReadOnlyCollection<Device> devices, string by) =>
        devices.Count < Most && !(by == BySetupCode && devices.Any(static device => device.Role == Role.Owner));

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private async Task<bool> ChangeAsync(Func<IReadOnlyCollection<Device>, IReadOnlyList<Device>?> change, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (change(_byToken.Values) is not { } devices)
            {
                return false;
            }

            await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(devices, AccessJson.Default.IReadOnlyListDevice), OwnerOnly, cancellationToken);
            _byToken = devices.ToFrozenDictionary(static device => device.TokenHash, StringComparer.Ordinal);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    private IReadOnlyList<Device> Read(ILogger logger)
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), AccessJson.Default.IReadOnlyListDevice) ?? [];
        }
        catch (JsonException exception)
        {
            // Nobody is let in by a file that cannot be read; the kit sells on its own machine and pairs anew.
            var aside = _path + ".damaged";
            File.Move(_path, aside, overwrite: true);
            LogDamaged(logger, _path, aside, exception.Message);
            return [];
        }
    }

    [LoggerMessage(11001, LogLevel.Error, "{Path} is damaged and was set aside as {Aside}: every device has to be paired again ('edgekit pair'): {Why}")]
    private static partial void LogDamaged(ILogger logger, string path, string aside, string why);
}
