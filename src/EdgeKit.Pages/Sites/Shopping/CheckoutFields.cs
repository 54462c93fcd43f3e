using EdgeKit.Kernel.Requests;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>What a shopper types at the checkout, or on a reply, as it came.</summary>
/// <param name="Name">Who.</param>
/// <param name="Email">Where to write; empty for nowhere.</param>
/// <param name="Phone">Where to call; empty for nowhere.</param>
/// <param name="Address">Where to send it; empty for whoever comes.</param>
/// <param name="Note">What else; may be empty.</param>
/// <param name="ByLink">Whether to pay by a link rather than at the stall.</param>
/// <param name="Agrees">Whether the box of consent was ticked.</param>
internal sealed record CheckoutFields(string Name, string Email = "", string Phone = "", string Address = "", string Note = "", bool ByLink = false, bool Agrees = false)
{
    public const int MostName = 100;
    public const int MostText = 200;
    public const int MostNote = 500;

    /// <summary>Filled in with what the device remembers. Nobody agrees in advance.</summary>
    public static CheckoutFields Of(Shopper shopper) => new(shopper.Name ?? "", shopper.Email ?? "", shopper.Phone ?? "", shopper.Address ?? "");

    /// <summary>As a form brings it.</summary>
    public static CheckoutFields Of(RequestForm form) => new(
        OneLine(form["name"]), OneLine(form["email"]), OneLine(form["phone"]), form["address"].ReplaceLineEndings("\n"), form["note"].ReplaceLineEndings("\n"), form["payment"] == "link", form["agrees"] == "yes");

    /// <summary>What is wrong, by field, in the order of the form.</summary>
    /// <param name="isOnline">Whether a link to pay can be sent.</param>
    public IReadOnlyDictionary<string, string> Check(bool isOnline)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Name.Length is 0 or > MostName)
        {
            faults["name"] = "Tell the stall whom to call out.";
        }

        if (Email.Length > MostText || (Email.Length > 0 && !IsEmail(Email)))
        {
            faults["email"] = "This is no e-mail address, such as kim@example.org.";
        }

        if (Phone.Length > MostText || (Phone.Length > 0 && Phone.Count(char.IsAsciiDigit) < 5))
        {
            faults["phone"] = "This is no telephone number, such as +49 30 12345.";
        }

        if (Address.Length > MostText)
        {
            faults["address"] = $"At most {MostText} characters.";
        }

        if (Note.Length > MostNote)
        {
            faults["note"] = $"At most {MostNote} characters.";
        }

        if (ByLink && (!isOnline || Email.Length == 0))
        {
            faults["payment"] = isOnline ? "A link to pay is sent by e-mail: give an address, or pay at the stall." : "The stall is offline: pay there. Nothing else changes.";
        }

        if (Agrees && Email.Length == 0 && Phone.Length == 0)
        {
            faults["agrees"] = "Give an e-mail address or a number to hear from the stall.";
        }

        return faults;
    }

    private static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(static letter => char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';');

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
