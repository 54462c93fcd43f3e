using EdgeKit.Contracts;

namespace EdgeKit.Demo.Tablets;

/// <summary>The figures of a <see cref="Tally"/>.</summary>
/// <param name="Orders">Orders with a receipt.</param>
/// <param name="Changes">Payments, voids and refunds.</param>
/// <param name="Retries">Wishes that went out again with their key.</param>
/// <param name="Replays">Of those, how many the kit had done already.</param>
/// <param name="SoldOut">Baskets that found something gone.</param>
/// <param name="Restocks">Deliveries.</param>
/// <param name="Refusals">Answers that no till should get.</param>
/// <param name="LastRefusal">The last of those.</param>
internal sealed record TallyView(
    int Orders, int Changes, int Retries, int Replays, int SoldOut, int Restocks, int Refusals, Problem? LastRefusal);
