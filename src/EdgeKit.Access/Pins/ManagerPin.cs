using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Pins;

/// <summary>Keeps and checks the manager's PIN.</summary>
internal sealed class ManagerPin : IManagerPin
{
    private readonly string _path;
    private readonly Attempts _attempts;
    private PinHash? _hash;

    public ManagerPin(Settings settings, TimeProvider time)
    {
        _path = Path.Combine(settings.DataDirectory, "pin.json");
        _attempts = new Attempts(time);
        _hash = File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), AccessJson.Default.PinHash) : null;
    }

    /// <inheritdoc />
    public bool IsSet => _hash is not null;

    /// <summary>Whether it can be one: 4 to 12 digits.</summary>
    public static bool IsPin(string pin) => pin.Length is >= 4 and <= 12 && pin.All(char.IsAsciiDigit);

    /// <summary>Makes it another; on the disk when it returns.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async ValueTask ChangeAsync(string pin, CancellationToken cancellationToken)
    {
        var hash = PinHash.Of(pin);
        await AtomicFile.WriteAsync(
            _path, JsonSerializer.SerializeToUtf8Bytes(hash, AccessJson.Default.PinHash), UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        _hash = hash;
    }

    /// <inheritdoc />
    public ProblemResult? Check(HttpContext context, string? pin)
    {
        if (_hash is not { } hash)
        {
            return Refuse("No manager's PIN is set; the owner sets it on the console.");
        }

        if (string.IsNullOrEmpty(pin))
        {
            return Refuse("This needs the manager's PIN.");
        }

        // By device: one tablet in strange hands shuts no other out.
        var who = Caller.Of(context).Device ?? "";
        if (_attempts.Wait(who) is { } wait)
        {
            return new ProblemResult(
                new Problem { Type = ProblemTypes.PinNeeded, Title = "Too many wrong PINs", Status = StatusCodes.Status429TooManyRequests, Detail = "Nobody looks at another for a while." },
                wait);
        }

        if (IsPin(pin) && hash.Fits(pin))
        {
            _attempts.Right(who);
            return null;
        }

        _attempts.Wrong(who);
        return Refuse("The PIN is wrong.");
    }

    private static ProblemResult Refuse(string detail) => Problems.Of(ProblemTypes.PinNeeded, "The manager's PIN", StatusCodes.Status403Forbidden, detail, "pin");
}
