namespace EdgeKit.Broker.Topics;

/// <summary>What somebody wants with a topic.</summary>
internal enum TopicAction
{
    /// <summary>To hear what is said there.</summary>
    Read,

    /// <summary>To say something there.</summary>
    Publish,
}
