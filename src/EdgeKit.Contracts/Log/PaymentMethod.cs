namespace EdgeKit.Contracts.Log;

/// <summary>Ways to pay.</summary>
public enum PaymentMethod
{
    /// <summary>Coins and notes, taken with the order.</summary>
    Cash,

    /// <summary>A card terminal beside the till.</summary>
    Terminal,

    /// <summary>A pay link; paid once it carries a reference.</summary>
    Link,

    /// <summary>Not yet.</summary>
    Later,
}
