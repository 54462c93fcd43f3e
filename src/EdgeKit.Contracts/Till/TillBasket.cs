using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Till;

/// <summary>What lies in a till's basket, to be held there.</summary>
/// <param name="Cart">Names the basket: <c>till-</c> and 32 hexadecimal digits, lower case, for another basket others.</param>
/// <param name="Lines">At most 40 SKUs and 999 of each; what is beyond is left out. None lets go of what was held.</param>
public sealed record TillBasket(string Cart, IReadOnlyList<SkuQuantity> Lines);
