namespace EdgeKit.Demo.Tablets;

/// <summary>What goes wrong with a request.</summary>
internal enum StandInFault
{
    None,
    AnswerLost,
    Busy,
}
