using EdgeKit.Benchmarks;

return await BenchProgram.RunAsync(args);
