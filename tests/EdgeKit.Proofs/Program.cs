using EdgeKit.Proofs;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
return await ProofList.RunAsync(args, interrupted.Token);
