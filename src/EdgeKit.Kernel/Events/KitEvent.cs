using System.Text.Json.Serialization.Metadata;

namespace EdgeKit.Kernel.Events;

/// <summary>Something a page wants to hear at once.</summary>
/// <param name="Id">Resumes after it: the run of the daemon, and a number.</param>
/// <param name="Type">Such as <c>stock</c> or <c>order</c>.</param>
/// <param name="Value">What it says.</param>
/// <param name="TypeInfo">Turns the value into JSON, when somebody listens.</param>
public sealed record KitEvent(string Id, string Type, object Value, JsonTypeInfo TypeInfo);
