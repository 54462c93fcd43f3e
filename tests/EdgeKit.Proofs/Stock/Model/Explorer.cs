using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace EdgeKit.Proofs.Stock.Model;

/// <summary>Looks at every state that a model can come to, those of fewest steps first, until one breaks what must hold.</summary>
internal static class Explorer
{
    public static Exploration Run(StockModel model, CancellationToken cancellationToken)
    {
        var start = model.Start;
        var known = new Dictionary<sbyte[], int>(new CellComparer()) { [start.Cells] = 0 };
        var came = new List<(int From, string Step, int Depth)> { (-1, "", 0) };
        var next = new Queue<(int Number, ModelState State)>();
        next.Enqueue((0, start));
        var steps = 0L;
        while (next.TryDequeue(out var at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((StockModel.Broken(at.State) ?? model.Unsettled(at.State)) is { } broken)
            {
                return new Exploration(known.Count, steps, came[at.Number].Depth, broken, TraceOf(came, at.Number));
            }

            foreach (var (step, state) in model.Steps(at.State))
            {
                steps++;
                var canonical = state.Canonical(model.Renamings);
                if (known.TryAdd(canonical.Cells, came.Count))
                {
                    next.Enqueue((came.Count, canonical));
                    came.Add((at.Number, step, came[at.Number].Depth + 1));
                }
            }
        }

        return new Exploration(known.Count, steps, came[^1].Depth, Broken: null, []);
    }

    private static List<string> TraceOf(List<(int From, string Step, int Depth)> came, int number)
    {
        var trace = new List<string>();
        for (; number > 0; number = came[number].From)
        {
            trace.Add(came[number].Step);
        }

        trace.Reverse();
        return trace;
    }

    private sealed class CellComparer : IEqualityComparer<sbyte[]>
    {
        public bool Equals(sbyte[]? x, sbyte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] sbyte[] obj)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
