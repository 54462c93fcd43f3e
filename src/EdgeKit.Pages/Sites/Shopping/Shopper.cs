namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>What a shopper's own device remembers, so that nobody needs an account: what is held, and what to fill in.</summary>
/// <param name="Cart">Names the cart to the kit; hard to guess.</param>
/// <param name="Hold">What it holds.</param>
/// <param name="Order">What was ordered last.</param>
/// <param name="Name">As given last.</param>
/// <param name="Email">As given last.</param>
/// <param name="Phone">As given last.</param>
/// <param name="Address">As given last.</param>
internal sealed record Shopper(string Cart, Guid? Hold = null, Guid? Order = null, string? Name = null, string? Email = null, string? Phone = null, string? Address = null);
