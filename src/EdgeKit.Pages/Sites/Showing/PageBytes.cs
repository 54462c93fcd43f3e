using System.IO.Pipelines;
using EdgeKit.Pages.Serving;
using RazorSlices;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>A page as bytes, to be kept.</summary>
internal static class PageBytes
{
    /// <summary>Renders it whole.</summary>
    public static async ValueTask<byte[]> OfAsync(RazorSlice slice, CancellationToken cancellationToken)
    {
        using var made = new MemoryStream();
        using (slice)
        {
            var writer = PipeWriter.Create(made, new StreamPipeWriterOptions(leaveOpen: true));
            await slice.RenderAsync(writer, PageResult.Letters, cancellationToken);
            await writer.CompleteAsync();
        }

        return made.ToArray();
    }
}
