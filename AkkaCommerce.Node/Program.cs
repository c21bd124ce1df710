using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Hosting;

using var output = Output.Standard();
using var error = StatusLine.OfProcess();
return await CommandLine.RunAsync(args, output, error, TimeProvider.System, Signals.OfProcess);
