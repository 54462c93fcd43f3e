namespace EdgeKit.Pages.Till;

/// <summary>How selling is, in words, with what works and what does not.</summary>
/// <param name="Mark">For colour: <c>online</c>, <c>offline</c>, <c>refused</c>, <c>stopped</c> or <c>none</c>.</param>
/// <param name="Title">The short of it.</param>
/// <param name="Text">What works and what does not.</param>
/// <param name="Waits">Records that the cloud does not have.</param>
internal sealed record Banner(string Mark, string Title, string Text, long Waits);
