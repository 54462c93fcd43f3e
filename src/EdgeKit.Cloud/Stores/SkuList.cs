using System.Globalization;

namespace EdgeKit.Cloud.Stores;

/// <summary>SKUs as parameters of one statement.</summary>
internal static class SkuList
{
    /// <summary>The parameters, and their names for <c>IN (…)</c>.</summary>
    public static (string Names, (string Name, object? Value)[] Parameters) Of(IReadOnlyList<string> skus)
    {
        (string Name, object? Value)[] parameters = [.. skus.Select(static (sku, index) => (string.Create(CultureInfo.InvariantCulture, $"@k{index}"), (object?)sku))];
        return (string.Join(", ", parameters.Select(static parameter => parameter.Name)), parameters);
    }
}
