using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>A sale as one of the till's forms asks for it.</summary>
/// <param name="Key">Minted with the page, so that a second tap or a resent form is the same order.</param>
/// <param name="Basket">What the page showed.</param>
/// <param name="Submission">The order.</param>
/// <param name="Given">What was handed over in cash.</param>
internal sealed record Sale(string Key, Basket Basket, OrderSubmission Submission, Money? Given)
{
    /// <summary>Reads a form.</summary>
    /// <returns>The sale, or what is wrong with the form, in words.</returns>
    public static (Sale? Sale, string? Wrong) Read(RequestForm form, string currency)
    {
        var basket = Basket.Parse(form["basket"]);
        if (basket.Lines.Count == 0)
        {
            return (null, "The basket is empty. Tap what is sold first.");
        }

        if (!long.TryParse(form["total"], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return (null, "The form has no total. Open the till again; nothing was sold.");
        }

        var total = new Money(amount, currency);
        var (payment, given, wrong) = ReadPayment(form, total);
        var note = form["note"];
        Guid? hold = Guid.TryParseExact(form["hold"], "D", out var named) ? named : null;
        return payment is null
            ? (null, wrong)
            : (new Sale(form["key"], basket, new OrderSubmission(basket.Lines, payment, hold, Note: note.Length == 0 ? null : note, Total: total), given), null);
    }

    private static (Payment? Payment, Money? Given, string? Wrong) ReadPayment(RequestForm form, Money total)
    {
        switch (form["how"])
        {
            case "cash":
                if (!MoneyText.TryParse(form["given"], total.Currency, out var given))
                {
                    return (null, null, $"'{form["given"]}' is no amount of money. Expected such as {MoneyText.Plain(total)}.");
                }

                return Cash.Change(given, total) is null
                    ? (null, null, $"{MoneyText.Of(given)} is less than {MoneyText.Of(total)}. Nothing was sold.")
                    : (new Payment(PaymentMethod.Cash), given, null);
            case "terminal":
                var reference = form["reference"];
                return (new Payment(PaymentMethod.Terminal, reference.Length == 0 ? null : reference), null, null);
            case "later":
                return (new Payment(PaymentMethod.Later), null, null);
            default:
                return (null, null, "The form does not say how it is paid. Open the till again; nothing was sold.");
        }
    }
}
