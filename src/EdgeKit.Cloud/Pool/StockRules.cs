using EdgeKit.Cloud.Access;

namespace EdgeKit.Cloud.Pool;

/// <summary>What may be said of stock by hand.</summary>
internal static class StockRules
{
    /// <summary>The most that anything is ever ordered, received, granted or counted at once.</summary>
    public const int MostQuantity = 1_000_000_000;

    /// <summary>What a SKU is.</summary>
    public const string SkuDetail = "A SKU has 1 to 64 letters, digits, dots, hyphens and underscores.";

    /// <summary>The longest reason.</summary>
    public const int LongestReason = 500;

    /// <summary>The longest name of a person.</summary>
    public const int LongestName = 200;

    /// <summary>What is wrong with a reason and who gave it; null if nothing is.</summary>
    public static (string Field, string Detail)? Check(string reason, string by) =>
        reason.Trim().Length == 0 || !Names.IsText(reason, LongestReason) ? ("reason", $"A reason has 1 to {LongestReason} characters.")
        : by.Trim().Length == 0 || !Names.IsText(by, LongestName) ? ("by", $"Who says so has 1 to {LongestName} characters.")
        : null;

    /// <summary>The same for those that may be left out.</summary>
    public static (string Field, string Detail)? CheckIfGiven(string? reason, string? by) =>
        reason is not null && !Names.IsText(reason, LongestReason) ? ("reason", $"A reason has at most {LongestReason} characters.")
        : by is not null && !Names.IsText(by, LongestName) ? ("by", $"Who says so has at most {LongestName} characters.")
        : null;
}
