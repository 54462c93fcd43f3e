using System.Security.Cryptography;
using EdgeKit.Contracts.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeKit.Access.Pairing;

/// <summary>
/// Where codes wait, in memory and for minutes: a device's own until a person approves it, a person's until a device brings it. Each
/// counts once, and whoever guesses is soon not listened to.
/// </summary>
internal sealed class PairingDesk(TimeProvider time)
{
    /// <summary>The most that wait at once.</summary>
    public const int Most = 64;

    private const int MostOfOneAddress = 4;
    private const int TriesAMinute = 5;
    private const int TriesAMinuteOfAll = 60;

    /// <summary>How long a device's code counts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>How long a code counts that somebody carries to a device.</summary>
    public static readonly TimeSpan InviteLife = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingPairing> _byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Tries, long Since)> _tries = new(StringComparer.Ordinal);

    /// <summary>A device asks to be let in.</summary>
    /// <returns>Null if it, or all together, wait too often already.</returns>
    public PendingPairing? Begin(string name, string address)
    {
        lock (_gate)
        {
            Forget();
            return _byCode.Count < Most && _byCode.Values.Count(pending => pending.Address == address) < MostOfOneAddress
                ? Keep(new PendingPairing(PairingCode.New(), WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)), name, address, time.GetTimestamp(), Life))
                : null;
        }
    }

    /// <summary>A person wants a code for a device.</summary>
    /// <returns>Null if too many wait.</returns>
    public PendingPairing? Invite(Role role, string by)
    {
        lock (_gate)
        {
            Forget();
            return _byCode.Count < Most
                ? Keep(new PendingPairing(PairingCode.New(), Secret: null, Name: null, "", time.GetTimestamp(), InviteLife) { Role = role, By = by })
                : null;
        }
    }

    /// <summary>Whether this address guessed too much of late to be listened to. Asking counts as a try.</summary>
    public bool GuessesTooMuch(string address)
    {
        lock (_gate)
        {
            return Count(address) > TriesAMinute | Count("") > TriesAMinuteOfAll;
        }
    }

    /// <summary>A person lets the device in that shows this code.</summary>
    /// <returns>The device's name as it will be; null if no device shows it.</returns>
    public string? Approve(string typed, Role role, string? name, string by)
    {
        lock (_gate)
        {
            Forget();
            if (PairingCode.Parse(typed) is not { } code || !_byCode.TryGetValue(code, out var pending) || pending is not { Secret: not null, Role: null })
            {
                return null;
            }

            _byCode[code] = pending with { Role = role, By = by, Name = name ?? pending.Name };
            return name ?? pending.Name;
        }
    }

    /// <summary>A device asks with its secret. What was approved is handed out once.</summary>
    /// <returns>What it asks for, with a role once somebody gave it one; null if its time is over.</returns>
    public PendingPairing? Ask(string secret)
    {
        lock (_gate)
        {
            Forget();
            var pending = _byCode.Values.FirstOrDefault(pending => pending.Secret is { } kept && Same(kept, secret));
            if (pending is { Role: not null })
            {
                _byCode.Remove(pending.Code);
            }

            return pending;
        }
    }

    /// <summary>A device brings a code that it was given; it counts once.</summary>
    public PendingPairing? Redeem(string typed)
    {
        lock (_gate)
        {
            Forget();
            if (PairingCode.Parse(typed) is not { } code || !_byCode.TryGetValue(code, out var invite) || invite.Secret is not null)
            {
                return null;
            }

            _byCode.Remove(code);
            return invite;
        }
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));

    private PendingPairing Keep(PendingPairing pending)
    {
        _byCode[pending.Code] = pending;
        return pending;
    }

    private int Count(string address)
    {
        if (_tries.Count > 1000)
        {
            _tries.Clear();
        }

        var (tries, since) = _tries.GetValueOrDefault(address, (0, time.GetTimestamp()));
        if (time.GetElapsedTime(since) >= TimeSpan.FromMinutes(1))
        {
            (tries, since) = (0, time.GetTimestamp());
        }

        _tries[address] = (tries + 1, since);
        return tries + 1;
    }

    private void Forget()
    {
        foreach (var over in _byCode.Values.Where(pending => time.GetElapsedTime(pending.Began) >= pending.Life).ToList())
        {
            _byCode.Remove(over.Code);
        }
    }
}
