using System.Globalization;
using System.Text.Json.Serialization;

namespace EdgeKit.Contracts.Checks;

/// <summary>What a person read: a number where the check has a unit, otherwise <c>ok</c> or <c>notOk</c>.</summary>
[JsonConverter(typeof(CheckReadingConverter))]
public sealed record CheckReading
{
    /// <summary>All is well.</summary>
    public static readonly CheckReading Ok = new(null, isOk: true);

    /// <summary>Something is wrong.</summary>
    public static readonly CheckReading NotOk = new(null, isOk: false);

    private CheckReading(double? number, bool isOk) => (Number, IsOk) = (number, isOk);

    /// <summary>In the check's unit; null for <c>ok</c> and <c>notOk</c>.</summary>
    public double? Number { get; }

    /// <summary>False for <c>notOk</c> only: whether a number is well is for the check to say.</summary>
    public bool IsOk { get; }

    /// <summary>A number, in the check's unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or none.</exception>
    public static CheckReading Of(double number) =>
        double.IsFinite(number) ? new CheckReading(number, isOk: true) : throw new ArgumentOutOfRangeException(nameof(number), number, "A reading is finite.");

    /// <inheritdoc />
    public override string ToString() => Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : IsOk ? "ok" : "notOk";
}
