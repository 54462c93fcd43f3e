using System.Runtime.InteropServices;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Pages.Sites.News;

/// <summary>
/// What pages hear while somebody looks at them: the state of their site, said whole each time it changes, at most twice a second. A listener
/// that is slow misses states and not the last one, and none costs more than any other: all are given the same bytes.
/// </summary>
internal sealed class SiteNews(TimeProvider time)
{
    /// <summary>The most listeners of all sites.</summary>
    public const int Most = 1_000;

    /// <summary>The most of one address; a market's phones have one each, and people open more than one tab.</summary>
    public const int MostOfOne = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _visitors = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Rings when somebody begins to listen.</summary>
    public Doorbell Bell { get; } = new(time);

    /// <summary>The sites that somebody listens to.</summary>
    public IReadOnlyList<string> Wanted
    {
        get
        {
            lock (_gate)
            {
                return [.. _topics.Keys];
            }
        }
    }

    /// <summary>Begins to listen; null if too many do.</summary>
    public Listener? Join(string slug, string visitor)
    {
        lock (_gate)
        {
            var own = _visitors.GetValueOrDefault(visitor);
            // What is on the kit itself is nobody's device.
            if (_count >= Most || (visitor.Length > 0 && own >= MostOfOne))
            {
                return null;
            }

            if (!_topics.TryGetValue(slug, out var topic))
            {
                _topics[slug] = topic = new Topic();
            }

            _count++;
            _visitors[visitor] = own + 1;
            topic.Listeners++;
            Bell.Ring();
            return new Listener(this, slug, visitor, topic);
        }
    }

    /// <summary>Says what a site's state is, if it is another than before.</summary>
    public void Say(string slug, byte[] state)
    {
        TaskCompletionSource? said = null;
        lock (_gate)
        {
            if (_topics.TryGetValue(slug, out var topic) && (topic.State is null || !topic.State.AsSpan().SequenceEqual(state)))
            {
                topic.State = state;
                said = topic.Next;
                topic.Next = NewNext();
            }
        }

        said?.SetResult();
    }

    private static TaskCompletionSource NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Leave(Listener listener)
    {
        lock (_gate)
        {
            _count--;
            if (--listener.Topic.Listeners == 0)
            {
                _topics.Remove(listener.Slug);
            }

            if (--CollectionsMarshal.GetValueRefOrAddDefault(_visitors, listener.Visitor, out _) <= 0)
            {
                _visitors.Remove(listener.Visitor);
            }
        }
    }

    /// <summary>Somebody who listens, until disposed.</summary>
    internal sealed class Listener(SiteNews news, string slug, string visitor, Topic topic) : IDisposable
    {
        private byte[]? _heard;
        private bool _hasLeft;

        public string Slug => slug;

        public string Visitor => visitor;

        public Topic Topic => topic;

        /// <summary>The newest state, once it is another than the one heard last.</summary>
        public async ValueTask<byte[]> NextAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                Task next;
                lock (news._gate)
                {
                    if (topic.State is { } state && !ReferenceEquals(state, _heard))
                    {
                        return _heard = state;
                    }

                    next = topic.Next.Task;
                }

                await next.WaitAsync(cancellationToken);
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            if (!_hasLeft)
            {
                _hasLeft = true;
                news.Leave(this);
            }
        }
    }

    /// <summary>A site that somebody listens to.</summary>
    internal sealed class Topic
    {
        public int Listeners { get; set; }

        public byte[]? State { get; set; }

        public TaskCompletionSource Next { get; set; } = NewNext();
    }
}
