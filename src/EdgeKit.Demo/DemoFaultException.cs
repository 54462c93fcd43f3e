using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Demo;

/// <summary>The demo cannot go on; the message tells a person why and what to do.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Thrown and caught inside the demo; a module shows its front door and options only.")]
internal sealed class DemoFaultException(string message, Exception? inner = null) : Exception(message, inner);
