using EdgeKit.Contracts;

namespace EdgeKit.Demo.Tablets;

/// <summary>How a request of a tablet ended.</summary>
internal abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <summary>The kit did it.</summary>
    internal sealed record Done(T Value) : Answer<T>;

    /// <summary>The kit refuses, and would again.</summary>
    internal sealed record Refused(Problem Problem) : Answer<T>;
}
