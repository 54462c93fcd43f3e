namespace EdgeKit.Contracts.Till;

/// <summary>What was sold at one rate of tax, less what was taken back.</summary>
/// <param name="Gross">With tax.</param>
/// <param name="Net">Without: the sum is divided, not each line, and rounded once, halves away from zero.</param>
/// <param name="Tax">Gross less net.</param>
/// <param name="Rate">Share of the net price, such as 0.19; null where the catalogue had none.</param>
public sealed record TillTax(Money Gross, Money Net, Money Tax, decimal? Rate = null);
