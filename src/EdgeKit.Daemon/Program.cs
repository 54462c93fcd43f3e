using EdgeKit.Daemon.Commands;

return await EdgeKitCommand.RunAsync(args);
