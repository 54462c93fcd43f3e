using System.Globalization;
using EdgeKit.Contracts.Power;
using EdgeKit.Power.Tests.Battery;

namespace EdgeKit.Power.Tests.Policy;

/// <summary>The whole loop of pack, model, stages and shed loads, over evenings that nobody chose.</summary>
public sealed class NoFlappingTests(ITestOutputHelper output)
{
    private const int Evenings = 40;

    /// <summary>A load that really falls, or a charge that turns out to be more, may better the stage; that lasts.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData("LiFePO4", true)]
    [InlineData("LiFePO4", true, true)]
    [InlineData("LiFePO4", false)]
    [InlineData("LiIon", true)]
    [InlineData("LiIon", true, true)]
    [InlineData("LiIon", false)]
    [InlineData("LeadAcid", true)]
    [InlineData("LeadAcid", true, true)]
    [InlineData("LeadAcid", false)]
    public async Task What_is_shed_does_not_call_itself_back(string name, bool isDrawKnown, bool isByVolts = false)
    {
        var random = new Random(11);
        var flapped = new List<string>();
        var stages = new HashSet<PowerStage>();
        var returns = 0;
        for (var seed = 0; seed < Evenings; seed++)
        {
            using var evening = Any(name, isDrawKnown, isByVolts, LoadPattern.All[seed % LoadPattern.All.Count], random, seed);
            await evening.FillAsync();
            await evening.DrawAsync();
            stages.UnionWith(evening.Changes.Select(static change => change.Stage));
            var bettered = evening.Changes.Zip(evening.Changes.Skip(1)).Where(static pair => pair.Second.Stage < pair.First.Stage).Select(static pair => pair.Second.At).ToList();
            if (bettered.Count > 1 || evening.Changes.Exists(change => bettered.Exists(at => change.At > at && change.At - at < Lasts)))
            {
                flapped.Add($"{seed}: {evening}");
            }

            returns += bettered.Count;
        }

        output.WriteLine($"{returns} returns to a better stage in {Evenings} evenings");
        Assert.Empty(flapped);
        Assert.Superset(new HashSet<PowerStage> { PowerStage.Conserve, PowerStage.Critical, PowerStage.Shutdown }, stages);
    }

    private static EveningOnPacks Any(string name, bool isDrawKnown, bool isByVolts, string pattern, Random random, int seed)
    {
        var spec = PackAccuracyTests.Spec(name);
        var cell = new CellSimulator(spec.Chemistry, spec.CellsInSeries, Between(random, 7.5, 11), seed)
        {
            Perturbed = Between(random, -1, 1),
            OffsetAmperes = Between(random, -0.05, 0.05),
            OhmsFactor = Between(random, 0.7, 1.6),
            Charge = Between(random, 0.5, 0.9),
            Celsius = Between(random, -5, 32),
        };
        var watts = PackAccuracyTests.Watts(spec, Between(random, 2, 14));
        var shares = new Dictionary<string, double>(StringComparer.Ordinal) { ["lights"] = Between(random, 0.1, 0.5), ["fridge"] = Between(random, 0.1, 0.4) };
        return new EveningOnPacks(Configured.Power(Kit(name, isDrawKnown, isByVolts, watts, shares)), cell, LoadPattern.Of(pattern, watts, random), shares);
    }

    private static string Kit(string name, bool isDrawKnown, bool isByVolts, double watts, Dictionary<string, double> shares)
    {
        var spec = PackAccuracyTests.Spec(name);
        return $$"""
            {
              "sensors": [{ "id": "pack", "driver": "ina226", "address": "0x40" }],
              "power": {
                "packs": [{ "id": "main", "sensor": "pack", "temperature": "pack", "chemistry": "{{name.ToLowerInvariant()}}", "cells": {{spec.CellsInSeries}}, "capacity": "10Ah", "minimum": "{{spec.MinimumVolts.ToString(CultureInfo.InvariantCulture)}}V" }],
                {{(isByVolts ? Volts() : "")}}
                "loads": [
                  { "id": "lights", "relay": { "chip": "rp1", "line": 1 }, "shedAt": "conserve", "priority": 1{{Nominal("lights")}} },
                  { "id": "fridge", "relay": { "chip": "rp1", "line": 2 }, "shedAt": "critical", "priority": 2{{Nominal("fridge")}} }
                ]
              }
            }
            """;

        string Volts() => string.Create(
            CultureInfo.InvariantCulture,
            $"\"stages\": {{ \"conserve\": {{ \"volts\": \"{spec.MinimumVolts * 1.09:0.00}V\" }}, \"critical\": {{ \"volts\": \"{spec.MinimumVolts * 1.06:0.00}V\" }} }},");

        string Nominal(string load) => isDrawKnown ? string.Create(CultureInfo.InvariantCulture, $", \"nominal\": \"{watts * shares[load]:0.0}W\"") : "";
    }

    private static double Between(Random random, double from, double to) => from + ((to - from) * random.NextDouble());
}
