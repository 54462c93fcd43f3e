namespace EdgeKit.Contracts.Log;

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>Accepted and not paid.</summary>
    Open,

    /// <summary>Accepted and paid.</summary>
    Paid,

    /// <summary>Every line was voided.</summary>
    Voided,

    /// <summary>Every line that was not voided was refunded.</summary>
    Refunded,
}
