using System.Text.Json.Serialization;

namespace EdgeKit.Contracts;

/// <summary>An amount of money in integer minor units: 1250 EUR is twelve euros fifty.</summary>
/// <param name="Amount">Minor units; negative for money given back.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
// Without being told, the serializer makes a struct by its empty constructor, and a currency that is missing becomes null.
[method: JsonConstructor]
public readonly record struct Money(long Amount, string Currency);
